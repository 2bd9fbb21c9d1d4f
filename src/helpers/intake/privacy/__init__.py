"""A copy of a client folder that names nobody: ``course anonymise``.

``key`` is the secret, ``pseudonym`` gives the same value the same pseudonym everywhere, ``treat``
says what becomes of each column of the contract, ``known`` and ``detect`` find names, numbers and
addresses inside free text (``checksum`` tells a number from an identity number), ``scrub`` replaces
them, ``groups`` makes every group of customers at least k, ``shift`` moves dates and scales amounts,
``told`` does the account of the import, ``copy`` puts it all together. ``workbook`` does the plain
part of it in Excel, before anything leaves the client's house.

This is pseudonymisation (GDPR Art. 4(5); de-identification in PIPL Art. 73(3)), not anonymisation: who holds the key can undo
it, and who knows a customer's orders can find them in the copy.
"""
