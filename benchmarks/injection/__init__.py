"""How many slips the audit finds: ``python -m benchmarks.injection [COUNT]``.

Reports and workbooks whose figures agree are written from known figures, one slip at a
time is made in them, and the audit is asked. What it ought to find is told by the
interval arithmetic of ``truth``, which shares no code with the audit.
"""
