"""More tables of the monthly workbooks: rows and titles that changed their names over the years.

As ``tests.monthly_tables``, all figures made up. One thing has one id throughout; what was
counted in another way under another classification has its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.monthly_tables import Column, Layout

Rows = Sequence[tuple[str, str | None, str]]
_EVERY = (2, 4, 5, 7, 8, 9, 10, 11)
_QUARTERS = (9,)

_CARRIED = [Column("actual", "", "b", "*"), Column("estimate", "", "m", "*"),
            Column("actual", "", "c", "*"), Column("index", "yoy", "c")]  # fmt: skip


def _by_management(unit: str, traffic: str, first: str, second: str, ids: str) -> Rows:
    """Volume and traffic one under the other, each headed by its unit alone."""
    rows: list[tuple[str, str | None, str]] = []
    for letter, head, stated, stem in (
        ("A", first, unit, f"{ids}_carried"), ("B", second, traffic, f"{ids}_traffic"),
    ):  # fmt: skip
        rows += [
            (f"{letter}. {head}", None, ""), ("Tổng số", stem, stated),
            ("Phân theo cấp quản lý", None, ""), ("|Trung ương", f"{stem}_central", stated),
            ("|Địa phương", f"{stem}_local", stated),
            ("Phân theo khu vực vận tải", None, ""), ("|Trong nước", f"{stem}_domestic", stated),
            ("|Ngoài nước", f"{stem}_foreign", stated),
            ("Phân theo ngành vận tải", None, ""), ("|Đường sắt", f"{stem}_rail", stated),
            ("|Đường biển", f"{stem}_sea", stated), ("|Đường sông", f"{stem}_river", stated),
            ("|Đường ô tô", f"{stem}_road", stated), ("|Hàng không", f"{stem}_air", stated),
        ]  # fmt: skip
    return rows


_HEAD_2004 = """
||Thực hiện|Ước tính|Cộng dồn|{m} tháng năm {y}
||{p} tháng|tháng {m}|{m} tháng|so với cùng kỳ
||năm {y}|năm {y}|năm {y}|năm {ly} (%)
"""
_HEAD_LATER = """
||Ước tính|Ước tính|Tháng {m} năm|Tháng {m} năm|{m} tháng năm
||tháng {m}|{m} tháng|{y} so với|{y} so với|{y} so với
||năm|năm|tháng trước|cùng kỳ năm|cùng kỳ năm
||{y}|{y}|(%)|trước (%)|trước (%)
"""
_LATER = [Column("estimate", "", "m", "*"), Column("estimate", "", "c", "*"),
          Column("index", "prev", "m"), Column("index", "yoy", "m"),
          Column("index", "yoy", "c")]  # fmt: skip

_COUNTRIES_2004 = (
    ("Áo", "austria"), ("Anh", "uk"), ("Bỉ", "belgium"), ("Brunây", "brunei"), ("Ca-na-da", "canada"),
    ("CHND Trung Hoa", "china"), ("Đài Loan", "taiwan"), ("Hàn Quốc", "korea"),
    ("Hồng Kông (TQ)", "hong_kong"), ("Mỹ", "usa"), ("Myanmar", "myanmar"), ("Nga", "russia"),
    ("Niudilân", "new_zealand"), ("Ôxtrâylia", "australia"), ("Singapo", "singapore"),
    ("Italy", "italy"), ("Thụy Sĩ", "switzerland"),
)  # fmt: skip
_COUNTRIES_2012 = (
    ("Trung Quốc", "china"), ("Hoa Kỳ", "usa"), ("Đài Loan (TQ)", "taiwan"), ("Hàn Quốc", "korea"),
    ("Ôx-trây-li-a", "australia"), ("Vương quốc Anh", "uk"), ("Liên bang Nga", "russia"),
    ("Xin-ga-po", "singapore"), ("Ca-na-đa", "canada"), ("Niu-di-lân", "new_zealand"),
    ("Đặc khu HC Hồng Công (TQ)", "hong_kong"), ("I-ta-li-a", "italy"), ("Thụy Sỹ", "switzerland"),
    ("Mi-an-ma", "myanmar"), ("Bru-nây", "brunei"), ("Bỉ", "belgium"),
)  # fmt: skip

_MINISTRIES_2004 = (
    ("Bộ Công nghiệp", "industry"), ("Bộ Xây dựng", "construction"),
    ("Bộ NN và PTNT", "agriculture"), ("Bộ Thuỷ sản", "fisheries"),
    ("Bộ Giao thông Vận tải", "transport"), ("Bộ Giáo dục và Đào tạo", "education"),
    ("Bộ Văn hoá và Thông tin", "culture_info"), ("Bộ Y tế", "health"),
)  # fmt: skip
_MINISTRIES_2010 = (
    ("Bộ Giao thông vận tải", "transport"), ("Bộ NN và PTNT", "agriculture"),
    ("Bộ Công Thương", "industry_trade"), ("Bộ Xây dựng", "construction"), ("Bộ Y tế", "health"),
    ("Bộ Giáo dục - Đào tạo", "education"), ("Bộ Văn hóa, Thể thao và Du lịch", "culture"),
    ("Bộ Khoa học và Công nghệ", "science"), ("Bộ Thông tin và Truyền thông", "info"),
)  # fmt: skip


def _of(stem: str, names: Sequence[tuple[str, str]]) -> Rows:
    return [(f"|{name}", f"{stem}_{code}", "") for name, code in names]


_VISITS = [Column("actual", "", "b", "lượt người"),
           Column("estimate", "", "m", "lượt người"), Column("actual", "", "c", "lượt người"),
           Column("index", "yoy", "c")]  # fmt: skip
_SERVICES_2008 = (
    ("Dịch vụ du lịch", "travel"), ("Dịch vụ vận tải hàng không", "air"),
    ("Dịch vụ hàng hải", "sea"), ("Dịch vụ bưu chính viễn thông", "post"),
    ("Dịch vụ tài chính", "finance"), ("Dịch vụ bảo hiểm", "insurance"),
    ("Dịch vụ Chính phủ", "government"), ("Dịch vụ khác", "other"),
)  # fmt: skip
_SERVICES_2015 = (("Dịch vụ du lịch", "travel"), ("Dịch vụ vận tải", "transport"),
                  *_SERVICES_2008[3:])  # fmt: skip

_GDP_1993 = (
    ("Công nghiệp điện, ga và cung cấp nước", "electricity_water_old"), ("Xây dựng", "construction"),
    ("Thương nghiệp", "trade_old"), ("Khách sạn, nhà hàng", "hotels_old"),
    ("Vận tải, bưu điện, du lịch", "transport_post_old"),
    ("Tài chính, ngân hàng, bảo hiểm", "finance_old"), ("Quản lý Nhà nước", "public_admin_old"),
    ("Giáo dục đào tạo", "education"), ("Y tế", "health"), ("Văn hoá", "culture_old"),
)  # fmt: skip
_GDP_2007 = (
    ("Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí", "electricity"),
    ("Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải", "water_waste"),
    ("Xây dựng", "construction"), ("Vận tải, kho bãi", "transport_storage"),
    ("Dịch vụ lưu trú và ăn uống", "accommodation_food"),
    ("Thông tin và truyền thông", "information"),
    ("Hoạt động tài chính, ngân hàng và bảo hiểm", "finance"),
    ("Giáo dục và đào tạo", "education"), ("Y tế và hoạt động trợ giúp xã hội", "health"),
    ("Nghệ thuật, vui chơi và giải trí", "arts"), ("Hoạt động dịch vụ khác", "other_services"),
)  # fmt: skip
_PLACES: Rows = [
    ("|Hà Nội", "*", ""), ("|Bắc Cạn", "*", ""), ("|Thừa Thiên-Huế", "*", ""),
    ("|Bà Rịa-Vũng Tàu", "*", ""), ("|Đắc Nông", "*", ""), ("|TP. Hồ Chí Minh", "*", ""),
]  # fmt: skip

RENAMED: Sequence[Layout] = (
    Layout("VTLC", 2000, 2007, "Vận tải hành khách tháng {m} và {m} tháng năm {y}", _HEAD_2004,
           _CARRIED, _by_management("Nghìn hành khách", "Triệu hành khách.km",
                                    "NGHÌN HÀNH KHÁCH", "TRIỆU HÀNH KHÁCH.KM", "passengers"),
           months=_EVERY),
    Layout("VTVC", 2000, 2007, "Vận tải hàng hoá tháng {m} và {m} tháng năm {y}", _HEAD_2004,
           _CARRIED, _by_management("Nghìn t", "Triệu tấn.km", "NGHÌN TẤN", "TRIỆU TẤN.KM", "freight"),
           months=_EVERY),
    Layout("VTHK", 2012, 2025, "Vận tải hành khách tháng {m} năm {y}", _HEAD_LATER, _LATER,
           [("I. Vận chuyển (Nghìn lượt khách)", "passengers_carried", "Nghìn lượt khách"),
            ("|Trong nước", "passengers_carried_domestic", "Nghìn lượt khách"),
            ("|Đường thủy nội địa", "passengers_carried_river", "Nghìn lượt khách"),
            ("II. Luân chuyển (Triệu lượt khách.km)", "passengers_traffic", "Triệu lượt khách.km"),
            ("|Trong nước", "passengers_traffic_domestic", "Triệu lượt khách.km"),
            ("|Hàng không", "passengers_traffic_air", "Triệu lượt khách.km")], months=_EVERY),
    Layout("KQT", 2000, 2009, "Khách quốc tế đến Việt Nam tháng {m} năm {y}\n||||||Lượt người",
           _HEAD_2004, _VISITS,
           [("TỔNG SỐ", "international_arrivals", ""), ("Phân theo mục đích đến", None, ""),
            *_of("arrivals", (("Du lịch", "tourism"), ("Công việc", "business"),
                              ("Thăm thân nhân", "relatives"), ("Mục đích khác", "other_purpose"))),
            ("Phân theo một số nước và lãnh thổ", None, ""), *_of("arrivals", _COUNTRIES_2004)],
           months=_EVERY),
    Layout("KQT", 2010, 2025, "Khách quốc tế đến Việt Nam\n||||||Lượt người", _HEAD_2004, _VISITS,
           [("TỔNG SỐ", "international_arrivals", ""),
            ("Phân theo một số nước và vùng lãnh thổ", None, ""), *_of("arrivals", _COUNTRIES_2012)],
           months=_EVERY),
    Layout("XDCB", 2000, 2007,
           "Thực hiện vốn đầu tư xây dựng cơ bản thuộc nguồn vốn ngân sách Nhà nước tập trung tháng {m} năm {y}",
           """
||Thực hiện (Tỷ đồng)|<|<|Thực hiện so với
||{p} tháng|Ước tính|Cộng dồn|kế hoạch
||năm {y}|tháng {m}|{m} tháng|năm {y} (%)
|||năm {y}|năm {y}|{m} tháng
""",
           [Column("actual", "", "b", "Tỷ VND"), Column("estimate", "", "m", "Tỷ VND"),
            Column("actual", "", "c", "Tỷ VND"), Column("pct_of_plan", "", "c")],
           [("TỔNG SỐ", "invest_xdcb", ""), ("Phân theo cấp quản lý", None, ""),
            ("|Trung ương", "invest_xdcb_central", ""), ("|Địa phương", "invest_xdcb_local", ""),
            ("Một số Bộ", None, ""), *_of("invest_xdcb_m", _MINISTRIES_2004)], months=_EVERY),
    Layout("VonNSNN", 2008, 2025, "Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước\n|||||Tỷ đồng",
           """
||Thực hiện|Ước tính|Cộng dồn|{m} tháng năm
||tháng {p}|tháng {m}|{m} tháng|{y} so với
||năm {py}|năm {y}|năm {y}|cùng kỳ năm trước (%)
""",
           [Column("actual", "", "p", "Tỷ VND"), Column("estimate", "", "m", "Tỷ VND"),
            Column("actual", "", "c", "Tỷ VND"), Column("index", "yoy", "c")],
           [("TỔNG SỐ", "invest_budget", ""), ("Trung ương", "invest_budget_central", ""),
            ("Trong đó:", None, ""), *_of("invest_budget_m", _MINISTRIES_2010),
            ("Địa phương", "invest_budget_local", "")], months=_EVERY),
    Layout("DTNN", 2000, 2004, "Đầu tư trực tiếp của nước ngoài 01/01 - 20/{m}/{y}",
           """
||Số dự án|Số vốn đăng ký (Nghìn USD)|<
||(Dự án)|Tổng số|Trong đó: Vốn pháp định
""",
           [Column("actual", "", "{y}-01-01..{y}-{m}-20", "dự án", "fdi_projects_new"),
            Column("actual", "", "{y}-01-01..{y}-{m}-20", "Nghìn USD", "fdi_registered_new"),
            Column("actual", "", "{y}-01-01..{y}-{m}-20", "Nghìn USD", "fdi_legal_capital")],
           [("TỔNG SỐ", "*", ""), ("Phân theo địa phương", None, ""), *_PLACES]),
    Layout("DVXNK", 2006, 2011, "Xuất nhập khẩu dịch vụ {m} tháng đầu năm {y}",
           """
|Thực hiện {m} tháng|Ước tính {m} tháng|{m} tháng đầu
|đầu năm {ly}|đầu năm {y}|năm {y} so với cùng kỳ
|(Triệu USD)|(Triệu USD)|năm {ly} (%)
""",
           [Column("actual", "", "l", "Triệu USD"), Column("estimate", "", "c", "Triệu USD"),
            Column("index", "yoy", "c")],
           [("Xuất khẩu", "exports_services", ""),
            *[(name, f"export_services_{code}", "") for name, code in _SERVICES_2008],
            ("Nhập khẩu", "imports_services", ""),
            *[(name, f"import_services_{code}", "") for name, code in _SERVICES_2008]],
           months=_QUARTERS),
    Layout("XNKDV", 2012, 2025, "Xuất, nhập khẩu dịch vụ\n|||Triệu USD",
           """
|Ước tính|Cộng dồn|So với cùng kỳ năm trước (%)
|quý {q}|{m} tháng|{m} tháng
|năm {y}|năm {y}|năm {y}
""",
           [Column("estimate", "", "q", "Triệu USD"), Column("actual", "", "c", "Triệu USD"),
            Column("index", "yoy", "c")],
           [("I. XUẤT KHẨU DỊCH VỤ", "exports_services", ""),
            *[(name, f"export_services_{code}", "") for name, code in _SERVICES_2015],
            ("II. NHẬP KHẨU DỊCH VỤ", "imports_services", ""),
            *[(name, f"import_services_{code}", "") for name, code in _SERVICES_2015]],
           months=_QUARTERS),
    Layout("GDPHH", 2000, 2009, "Tổng sản phẩm trong nước (theo giá thực tế)\n||||Tỷ đồng",
           """
||Ước tính|Cơ cấu (%)
||{m} tháng|{m} tháng
||năm {y}|năm {y}
""",
           [Column("estimate", "", "c", "Tỷ VND"), Column("share", "", "c")],
           [("TỔNG SỐ", "gdp", ""), *_of("gdp", _GDP_1993)], months=_QUARTERS),
    Layout("GDPHH", 2010, 2025, "Tổng sản phẩm trong nước (theo giá hiện hành)\n||||Tỷ đồng",
           """
||Ước tính|Cơ cấu (%)
||{m} tháng|{m} tháng
||năm {y}|năm {y}
""",
           [Column("estimate", "", "c", "Tỷ VND"), Column("share", "", "c")],
           [("TỔNG SỐ", "gdp", ""), *_of("gdp", _GDP_2007)], months=_QUARTERS),
    Layout("DN", 2019, 2025, "Một số chỉ tiêu về doanh nghiệp",
           """
||Tháng {p}|Tháng {m}|{m} tháng|Tháng {m} năm {y}|{m} tháng
||năm|năm|năm|so với tháng {m}|năm {y} so với
||{py}|{y}|{y}|năm {ly} (%)|cùng kỳ năm {ly} (%)
""",
           [Column("actual", "", "p", "*"), Column("actual", "", "m", "*"),
            Column("actual", "", "c", "*"), Column("index", "yoy"), Column("index", "yoy", "c")],
           [("Doanh nghiệp đăng ký thành lập mới (DN)", "enterprises_new", "doanh nghiệp"),
            ("Vốn đăng ký (Tỷ đồng)", "enterprises_new_capital", "Tỷ VND"),
            ("Lao động (Người)", "enterprises_new_labour", "người"),
            ("Vốn đăng ký bình quân 1 doanh nghiệp (Tỷ đồng)", "enterprises_new_capital_each", "Tỷ VND"),
            ("Doanh nghiệp quay trở lại hoạt động (DN)", "enterprises_returned", "doanh nghiệp"),
            ("Doanh nghiệp hoàn tất thủ tục giải thể (DN)", "enterprises_dissolved", "doanh nghiệp")],
           months=_EVERY),
    Layout("NKoto", 2000, 2025, "Hàng hóa nhập khẩu {m} tháng năm {y}\n|||||||Chiếc; triệu USD",
           """
||Ước tính|<|Cộng dồn|<|{m} tháng năm {y}|<
||tháng {m}|<|{m} tháng|<|so với cùng kỳ|<
||năm {y}|<|năm {y}|<|năm {ly} (%)|<
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
""",
           [Column(measure, base, period, unit, kind)
            for measure, base, period in
            (("estimate", "", "m"), ("actual", "", "c"), ("index", "yoy", "c"))
            for unit, kind in (("%" if base else "chiếc", "qty"), ("%" if base else "Triệu USD", "value"))],
           [("TỔNG TRỊ GIÁ", "imports", "-"), ("MẶT HÀNG CHỦ YẾU", None, ""),
            ("|Ô tô", "import_cars_*", "-"), ("|Trong đó: Nguyên chiếc", "import_cars_cbu_*", ""),
            ("|Vải", "import_fabric_*", "-"), ("|Xe máy", "import_motorbikes_*", "-"),
            ("|Trong đó: Nguyên chiếc", "import_motorbikes_cbu_*", "")], months=_EVERY),
    Layout("Chiso", 2003, 2010, "Chỉ số phát triển giá trị sản xuất công nghiệp tháng {m} năm {y}\n|||%",
           """
||Tháng {m} so với|{m} tháng so với
||cùng kỳ năm trước|cùng kỳ năm trước
""",
           [Column("index", "yoy"), Column("index", "yoy", "c")],
           [("Hà Nội", "output_industry", ""), ("|Nhà nước", "output_industry_state", ""),
            ("|Ngoài Nhà nước", "output_industry_nonstate", ""),
            ("|Đầu tư nước ngoài", "output_industry_fdi", "")], months=_EVERY),
    Layout("DSo", 2000, 2025, "Dân số trung bình năm {y} phân theo địa phương\n|||Nghìn người",
           """
||Tổng số|Phân theo giới tính|<
|||Nam|Nữ
""",
           [Column("actual", "", "y", "Nghìn người", "population"),
            Column("actual", "", "y", "Nghìn người", "population_male"),
            Column("actual", "", "y", "Nghìn người", "population_female")],
           [("CẢ NƯỚC", "*", ""), ("Đông Bắc Bộ", "*", ""), *_PLACES], months=(5,)),
)  # fmt: skip
