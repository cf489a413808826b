"""Workpapers: what an auditor files, signs and sends: workbooks and annotated reports."""
