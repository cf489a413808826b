"""The settings under which LibreOffice converts: no macros, no links followed, no network."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

# (node, property, value). The names are those of LibreOffice's own schema, in
# officecfg/registry/schema/org/openoffice.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # Macros: the highest level, and switched off altogether.
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    # Nothing that a document points to is fetched or brought up to date.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
    # All traffic to a proxy that does not exist (port 9 discards).
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    # No welcome, no reports home, no recovery of what an earlier crash left.
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "CollectUsageInformation", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
)


def write_profile(folder: Path) -> str:
    """Write a profile into ``folder`` and give the option that makes LibreOffice use it."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{node}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for node, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )
    return f"-env:UserInstallation={folder.as_uri()}"
