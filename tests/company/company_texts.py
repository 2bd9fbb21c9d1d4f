"""A small good client folder as texts."""

PROFILE = """\
schema: 1
id: firm
name: {zh: 某公司, en: A firm}
industry: general
currency: CNY
as_of: 2025-06-30
"""
CUSTOMERS = """\
customer,name,group,grade,grade_since,created_on
C1,甲公司,,A,2025-01-01,2020-01-01
C2,乙公司,丙集团,B,2025-05-01,2025-04-01
C3,丁公司,,,,
"""
ORDERS = """\
doc_no,date,customer,product,quantity,amount,cost
S1,2025-01-10,C1,P1,2,200.00,150.00
S1,2025-01-10,C1,P2,1.5,30.50,
S2,2025-03-05,C2,P1,1,100.00,75.00
S3,2025-05-20,C3,,,999.99,
R1,2025-06-01,C1,P1,-1,-100.00,-75.00
"""
PRODUCTS = """\
product,name,line,launched_on,list_price
P1,驱动器,伺服,2024-01-01,110.00
P2,电缆,附件,,20.00
"""
INVOICES = """\
invoice_no,customer,issued_on,due_on,amount,paid_on
I1,C1,2025-01-15,2025-03-15,230.50,2025-04-02
I2,C2,2025-03-10,2025-05-10,100.00,
"""
