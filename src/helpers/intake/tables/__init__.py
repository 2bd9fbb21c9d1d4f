"""Tables beyond orders: customers, contacts, pipelines, invoices, payments, visits, surveys."""
