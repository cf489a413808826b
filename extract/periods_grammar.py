"""The patterns of single period expressions, built from ``words/periods.toml``.

One alternation finds every *atom*: a date, a month, a year, "cùng kỳ" ... The named
group that is matched says which. Ranges and "đến ..." are put together from atoms in
``extract.periods``, so that no pattern here can run on for long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import regex

from extract.lexicon import alternation, strings, words
from extract.periods_mention import PeriodRole

Pattern = regex.Pattern[str]
Words = dict[str, int]

_DAY_NUMBER = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_YEAR_NUMBER = r"(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])"
_DAY = rf"(?P<day>{_DAY_NUMBER})"
_END_DAY = rf"(?P<end_day>{_DAY_NUMBER})"
_MONTH = rf"(?P<month>{_MONTH_NUMBER})"
_END_MONTH = rf"(?P<end_month>{_MONTH_NUMBER})"
_YEAR = rf"(?P<year>{_YEAR_NUMBER})"
_END_YEAR = rf"(?P<end_year>{_YEAR_NUMBER})"
_WORD_END = r"(?!\p{L})"
_NUMBER_END = r"(?![0-9]|[.,/][0-9])"
_ROMAN = r"(?:iii|ii|iv|i)"
_QUARTER = rf"(?P<quarter>{_ROMAN}|[1-4]){_WORD_END}"
_RELATIVE = rf"(?P<rel>trước(?: liền kề)?|ngoái|nay|này|sau|tới){_WORD_END}"
_WHICH_YEAR = rf"(?:{_YEAR}|{_RELATIVE})"
_OF_YEAR = rf"(?:,? (?:của )?năm {_WHICH_YEAR})"
_SLASH_YEAR = rf"(?: ?[/.\-] ?{_YEAR})"
_SCHOOL_YEAR = (
    rf"(?:{_YEAR_NUMBER} ?[-/] ?(?:{_YEAR_NUMBER}|[0-9]{{2}}{_NUMBER_END})|{_YEAR_NUMBER})"
)
_UNIT = r"(?P<unit>tháng|quý|quí|k[ỳì]|năm|tuần)"
_NUMBER = r"(?P<count>[0-9]{1,2})"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns, and the tables their words are looked up in.

    ``names`` are the groups of the atoms, ``header_names`` those of the atoms of heads; one
    of them is matched. ``starts`` finds where an atom of running text may begin.
    """

    hint: re.Pattern[str]
    starts: re.Pattern[str]
    atoms: Pattern
    header_atoms: Pattern
    names: tuple[str, ...]
    header_names: tuple[str, ...]
    months: Words
    quarters: Words
    counts: Words
    joins: Pattern
    carries: Pattern
    shares: Pattern
    since: Pattern
    until: Pattern
    distributive: Pattern
    roles: tuple[tuple[PeriodRole, Pattern], ...]


@cache
def grammar() -> Grammar:
    """The grammar, compiled at first use and kept."""
    lists = words("periods")["lists"]
    if not isinstance(lists, dict):
        raise TypeError("periods.toml: [lists] must be a table")
    choice = {key: alternation(strings(lists, key)) for key in lists}
    counts = _numbers("counts")
    no_counter = rf"(?! (?:{choice['counters']}){_WORD_END}(?! (?:{choice['seasons']}){_WORD_END}))"
    branches = {
        **_dates(no_counter),
        **_runs_of_months(alternation(counts)),
        **_months_and_quarters(choice, no_counter),
        **_no_observation_periods(choice),
        **_years(choice),
        **_relative(),
        **_durations(choice),
    }
    short = _short_forms()
    return Grammar(
        hint=re.compile(
            r"tháng|năm|qu[ýí]|k[ỳì]|ngày|nay|lũy kế|cộng dồn|vụ|tuần|đầu|cuối|thời điểm"
            r"|\bck\b|[0-9][/.\-][0-9]|(?:19|20)[0-9]{2}"
        ),
        starts=_starts(choice, counts),
        atoms=_compile(branches),
        header_atoms=_compile({**_short_quarters(), **branches, **short}),
        names=tuple(branches),
        header_names=(*branches, *short, *_short_quarters()),
        months=_numbers("months", "months_doubtful"),
        quarters=_numbers("quarters", "quarters_doubtful"),
        counts=counts,
        joins=regex.compile(r" *,? *(?:(?:cho )?(?:đến|tới)(?: hết)?|-) *"),
        carries=regex.compile(
            r":? *(?:(?:thực hiện|tính|số liệu)? *(?:từ|đến|tới|cho đến|trong)(?: hết)? *)?"
        ),
        shares=regex.compile(r" *(?:,|;|và|,? *và (?:lũy kế|cộng dồn)|với) *"),
        since=regex.compile(r"(?<!\p{L})(?:(?:kể |tính |ngay )?từ(?: thời điểm)?) $"),
        until=regex.compile(
            r"(?<!\p{L})(?:(?:(?:tính|cập nhật|số liệu|cho) )*(?:đến|tới)"
            r"(?: hết| thời điểm| sáng| trưa| chiều| tối"
            r"| [0-9]{1,2} ?(?:giờ|h)[ 0-9]*(?: ?phút)?,?(?: ngày)?)*"
            r"|(?:tính )?hết|(?:tại )?thời điểm|(?<!cùng )k[ỳì](?: ngày)?):? +$"
        ),
        distributive=regex.compile(rf"(?<!\p{{L}})(?:{choice['distributive']}) $"),
        roles=_roles(choice),
    )


def _numbers(*keys: str) -> Words:
    found: Words = {}
    for key in keys:
        part = words("periods")[key]
        if not isinstance(part, dict):
            raise TypeError(f"periods.toml: [{key}] must be a table")
        found |= {str(word): int(number) for word, number in part.items()}
    return found


def _compile(branches: dict[str, str]) -> Pattern:
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in branches.items())
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}0-9])(?<![0-9][.,])(?:{named})")


# Letters of Vietnamese in lower case, and digits: none of them stands right before an atom.
_IN_WORD = "0-9a-zà-öø-ɏạ-ỹ"


def _starts(choice: dict[str, str], counts: Words) -> re.Pattern[str]:
    """Where the branches for running text may begin: at digits, a bracket, one of few words.

    It only saves time. A figure fails every branch, which takes as long as thirty searches
    of this pattern; so it says what goes on after digits and after the words of bare years.
    Python's own re is the quicker one for that.
    """
    digits = r"[0-9]{1,4}(?: ?(?:[/\-]|tháng|quý|năm|tuần|ngày)| ?\. ?[0-9]{1,2} ?\.)"
    feasts = rf"(?:{choice['stems']}|{choice['year_cue']})[ ,\-]"
    cues = rf"(?:{choice['year_cue_doubtful']}) [12]"
    words = f"{alternation(counts)}|{choice['openings']}"
    return re.compile(rf"(?<![{_IN_WORD}])(?=\(|{digits}|{words}|{feasts}|{cues})")


def _roles(choice: dict[str, str]) -> tuple[tuple[PeriodRole, Pattern], ...]:
    compared = rf"(?:(?:{choice['compared']}) ){{0,4}}"
    return (
        ("compare", regex.compile(rf"(?<!\p{{L}})(?:{choice['compare']}) {compared}$")),
        ("plan", regex.compile(rf"(?<!\p{{L}})(?:{choice['plan']}) (?:cả |của |giao )?$")),
        ("prices", regex.compile(rf"(?<!\p{{L}})(?:{choice['prices']}) (?:của |là )?$")),
        (
            "document",
            regex.compile(
                rf"(?<!\p{{L}})(?:{choice['document']}) (?:số )?[^.;:()]{{0,60}}"
                r"(?:/[\p{L}0-9\-/]+|[0-9]),? *$|[\p{L}0-9]-[\p{L}]+,? *$"
            ),
        ),
        ("event", regex.compile(rf"(?<!\p{{L}})(?:{choice['event']}) \(?$")),
    )


# --- the branches, in the order in which they are tried ----------------------


def _dates(no_counter: str) -> dict[str, str]:
    also = rf" *(?:,|và|-|;) *(?:ngày )?{_END_DAY}"
    return {
        "iso": rf"{_YEAR}-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?: 00:00(?::00)?)?{_NUMBER_END}",
        "day_list": rf"(?:các )?ngày {_DAY}(?:{also}){{1,9}}(?: ?/ ?| tháng ){_MONTH}"
        rf"(?:{_SLASH_YEAR}|{_OF_YEAR}|{_NUMBER_END})",
        "date": rf"(?:ngày +|mùng +)?{_DAY} ?(?P<sep>[/.\-]) ?{_MONTH} ?(?P=sep) ?{_YEAR}",
        "day_to_day": rf"{_DAY} ?- ?{_END_DAY}/{_MONTH}/{_YEAR}",
        "days_of_month": rf"ngày +{_DAY} ?(?:đến|tới|-) ?(?:ngày +)?{_END_DAY}(?: tháng |/){_MONTH}"
        rf"(?:{_OF_YEAR}|{_SLASH_YEAR}|{_NUMBER_END})",
        "spoken": rf"(?:ngày|mùng) +{_DAY} tháng {_MONTH}"
        rf"(?:{_OF_YEAR}|{_SLASH_YEAR}|{_NUMBER_END})",
        "short_year": rf"ngày +{_DAY}/{_MONTH}/(?P<yy>[0-4][0-9]){_NUMBER_END}",
        "day_month": rf"ngày +{_DAY} ?[/\-] ?{_MONTH}{_NUMBER_END}",
        # kept only where a range or a cue makes it a date: 5/7 is also a fraction
        "bare_day_month": rf"{_DAY}/{_MONTH}(?![0-9/%]|[.,][0-9]| ?%){no_counter}",
        "bare_day": rf"ngày +{_DAY}(?= *(?:$|[,;:.)]|đến |tới |- ?ngày ?)){_NUMBER_END}",
    }


def _runs_of_months(counts: str) -> dict[str, str]:
    number = rf"(?P<count>[0-9]{{1,2}}|{counts})"
    end = r"(?P<part>đầu|cuối)(?! tiên| cùng| đời| năm học)"
    year = rf"(?:(?: của)? năm(?! học)(?: {_WHICH_YEAR})?| ?/ ?{_YEAR})?"
    return {
        "half_year": rf"nửa (?P<part>đầu|cuối)(?: của)? năm(?: {_WHICH_YEAR})?",
        "months": rf"{number} tháng (?:{end}{year}|(?:của )?năm {_WHICH_YEAR})",
        "months_of": rf"{number} tháng ?/ ?{_YEAR}",
        # looking ahead first: looking back from each of many blanks takes their square
        "months_so_far": rf"(?=(?:{counts}) tháng)(?<=(?:^|[.;:]) *)(?P<count>{counts}) tháng"
        r"(?= *,| qua,)",
        "running": rf"(?:lũy kế|cộng dồn)(?: (?:thực hiện|trong|cả|kết quả))? {number} tháng"
        rf"(?: {end}{year}|(?: của)? năm {_WHICH_YEAR})?",
    }


def _months_and_quarters(choice: dict[str, str], no_counter: str) -> dict[str, str]:
    follow = rf"(?= *(?:$|[.,;:()/\-]|(?:{choice['month_follow']}){_WORD_END}))"
    name = (
        rf"(?P<month>(?:{alternation(_numbers('months'))}){_WORD_END}"
        rf"|(?:{alternation(_numbers('months_doubtful'))}){_WORD_END}{follow})"
    )
    quarter = rf"(?P<quarter>{alternation(_numbers('quarters_doubtful'))}){_WORD_END}"
    year = rf"(?:{_SLASH_YEAR}|{_OF_YEAR}|{_NUMBER_END}{no_counter})"
    return {
        # a list needs its year: in "tháng 01, 12 hộ" the 12 is a count
        "month_list": rf"(?:các )?tháng {_MONTH}"
        rf"(?: *(?:(?:,|-)(?: *tháng)?|và) *{_END_MONTH}){{1,11}}"
        rf"(?: ?/ ?{_YEAR}|{_OF_YEAR})",
        "single_month": rf"tháng (?:{_MONTH}{year}|{name}(?:{_SLASH_YEAR}|{_OF_YEAR})?)",
        "month_year": rf"{_MONTH}/{_YEAR}"
        r"(?= *(?:$|[^\p{L}0-9/% ])| (?:và|đến|so|tăng|giảm|ước|đạt) )",
        "single_quarter": rf"(?:qu[ýí] ?|q\.? ?){_QUARTER}(?: {_YEAR}{follow}|{year})"
        rf"|quý {quarter}(?:{_SLASH_YEAR}|{_OF_YEAR}|{follow})",
    }


def _no_observation_periods(choice: dict[str, str]) -> dict[str, str]:
    """School years, seasons, terms and plan periods."""
    return {
        "school_year": rf"(?:học k[ỳì] |hk ?)(?:{_ROMAN}|[12]){_WORD_END}"
        rf"(?:,? *(?:năm học )?{_SCHOOL_YEAR})?"
        rf"|năm học(?: mới)? (?:{_SCHOOL_YEAR}|{_RELATIVE})"
        rf"|[0-9]{{1,2}} tháng (?:đầu|cuối) năm học(?: {_SCHOOL_YEAR})?",
        "season": rf"(?:niên vụ(?: (?:{choice['seasons']}))*|vụ(?: (?:{choice['seasons']}))+)"
        rf",?(?: năm)? {_SCHOOL_YEAR}",
        "span": r"(?:(?:kế hoạch )?[0-9]{1,2} năm[,: ]*)?"
        r"\(?(?:(?:giai đoạn|thời k[ỳì]|nhiệm k[ỳì]|khóa|năm|các năm) *)?"
        rf"{_YEAR} ?- ?(?:năm )?{_END_YEAR}",
    }


def _years(choice: dict[str, str]) -> dict[str, str]:
    of = rf"(?:(?: của)? năm {_WHICH_YEAR}| ?/ ?{_YEAR}| {_YEAR})"
    named = "(?:mới |tài chính |ngân sách |kế hoạch |báo cáo |công tác )?"
    # "Bộ luật Hình sự năm 2015" is a law; "theo" keeps "vi phạm Luật Giao thông năm 2024" a year
    law = (
        r"(?<!(?:(?:hiến pháp|blhs|bltths|blds|blttds|bộ luật(?: [^\W\d]+){1,4}"
        r"|(?:theo|của) luật(?: [^\W\d]+){1,6}) ))"
    )
    # "lúa xuân năm 2020" is a crop, "đón xuân 2020" the feast
    crop = r"(?<!(?:vụ|lúa|đông|chiêm|hè|màu|rau|cây|ngô|lạc) )"
    feast = rf"(?:{choice['stems']}) (?:{choice['branches']})|{crop}(?:{choice['year_cue']})"
    return {
        # "cùng thời điểm tháng trước" is the month before
        "same": r"(?:cùng (?:k[ỳì]|thời điểm|tháng|quý)|ck)(?! (?:tháng|quý|tuần) trước)"
        rf"{of}?{_WORD_END}",
        "whole_year": rf"cả năm(?: (?:công tác |tài chính |ngân sách )?{_WHICH_YEAR})?"
        r"|(?<=hết )năm(?= *(?:$|[,;:.)]))",
        "single_year": rf"{law}năm {named}{_YEAR}(?! có hiệu lực)",
        "feast_year": rf"(?:{feast})[ ,\-]+(?:năm )?\(?{_YEAR}\)?",
        "cue_year": rf"(?:{choice['year_cue_doubtful']}) {_YEAR}(?= *(?:$|[^\p{{L}}0-9% ]))",
    }


def _relative() -> dict[str, str]:
    """What only the report's own period can date."""
    return {
        "edge": rf"(?P<part>đầu|giữa|cuối) (?:năm(?: {_WHICH_YEAR})?"
        rf"|tháng {_MONTH}(?:{_SLASH_YEAR}|{_OF_YEAR}|{_NUMBER_END})"
        rf"|qu[ýí] {_QUARTER}(?:{_SLASH_YEAR}|{_OF_YEAR})?"
        rf"|(?P<unit>tháng|quý|k[ỳì])){_WORD_END}",
        # "kỳ trước chuyển sang" is an opening balance, no comparison
        "before": rf"{_UNIT} (?:trước(?: liền kề| đó)?|ngoái|liền trước){_WORD_END}(?! chuyển)",
        "after": rf"{_UNIT} (?:tới|sau|tiếp theo|liền kề){_WORD_END}",
        "week": rf"tuần (?:thứ )?{_NUMBER}(?:{_SLASH_YEAR}|{_NUMBER_END}{_OF_YEAR}?)",
        "current": rf"(?<=trong ){_UNIT}{_WORD_END}(?! (?:học|thứ|tới|qua|sau){_WORD_END})"
        rf"|{_UNIT} (?:này|nay|báo cáo){_WORD_END}",
        "so_far": r"lũy kế|cộng dồn",
        "now": r"(?:cho |tính )*(?:đến|tới) (?:(?:thời điểm )?(?:nay|hiện nay|hiện tại)"
        rf"|thời điểm (?:này|báo cáo)){_WORD_END}",
    }


def _durations(choice: dict[str, str]) -> dict[str, str]:
    days = r"(?P<count>[0-9]{1,3})"
    return {
        # "kỷ niệm 96 năm" is an ordinal
        "duration": rf"(?<!kỷ niệm )(?:[0-9]{{1,2}} ?- ?)?{_NUMBER} ?"
        rf"(?P<unit>tháng|quý|năm|tuần){_WORD_END}"
        rf"(?! (?:{choice['not_a_duration']}){_WORD_END}|/ ?lần| học {_SCHOOL_YEAR})",
        "days": rf"{days}(?<=(?:{choice['day_duration']}) [0-9]{{1,3}}) (?P<unit>ngày)"
        rf"(?! công){_WORD_END}|{days} (?P<unit>ngày) làm việc",
    }


def _short_quarters() -> dict[str, str]:
    """ "Q3 2024", "3Q2024" in the heads of companies' tables."""
    return {
        "short_quarter": rf"(?:qu[ýí] ?|q\.? ?)(?P<quarter>{_ROMAN}|[1-4]) {_YEAR}"
        rf"|(?P<quarter>[1-4]) ?q ?/? ?{_YEAR}"
    }


def _short_forms() -> dict[str, str]:
    """Forms that are periods only in the head of a table or a title."""
    return {
        "short_months": rf"{_NUMBER} ?th? ?(?:(?P<part>đầu) năm )?/? ?{_YEAR}",
        "short_month": rf"th? ?\.? ?{_MONTH}(?: ?[/\-.] ?{_YEAR}|{_NUMBER_END}){_WORD_END}",
        "short_first_months": rf"{_NUMBER} ?m ?/? ?{_YEAR}",
        "short_half": rf"(?:h ?(?P<half>[12])|(?P<half>[12]) ?h) ?/? ?{_YEAR}",
        "header_year": rf"{_YEAR}(?!/)",
    }
