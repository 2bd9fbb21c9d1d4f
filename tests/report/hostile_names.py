"""Names as an attacker or a careless typist would write them."""

#: May stand in a client folder (the check of the folder refuses the others in words).
CODES = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "{{7*7}} {%print(7*7)%} ${7*7} %s %(x)s {0} {x.__class__}",
    "[a](javascript:window.pwned=1) **b** `c` # d",
    "../../etc/passwd",
    "C:\\Windows\\system32\\..\\x",
    "!!python/object/apply:os.system ['id']",
    "&x *x : - ? | > @ %",
    "-1+1",
    "+1",
    "@SUM(1)",
    "' OR 1=1; DROP TABLE orders --",
    "שלום עולם",
    "💥👩‍👩‍👧‍👦",
    "&lt;b&gt; &amp; &#60;",
    "\\n\\u0041 \\$x$",
)
#: Only in memory: what the folder refuses, in case it comes another way.
WORSE = (
    *CODES,
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r\n+1",
    "a\x00b\x1b[31mred\x07",
    "\u202egnp.exe\u2066x",
    "长" * 10_000,
    "w" * 10_000,
    "\ud800half",
)
