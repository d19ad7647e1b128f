"""The words, digits and dates of the reports in English and in Persian."""

from __future__ import annotations

import re
from datetime import date, datetime

from autograder.records import Status, Text

SYMBOLS = {
    Status.PASSED: "✓",
    Status.SKIPPED: "–",
    Status.FAILED: "✗",
    Status.ERROR: "!",
    Status.TIMEOUT: "◷",
    Status.MEMORY: "▣",
    Status.KILLED: "■",
    Status.INVALID: "∅",
    Status.INFRASTRUCTURE: "⚙",
}

STATUSES = {
    Status.PASSED: Text("passed", "درست"),
    Status.SKIPPED: Text("skipped", "بررسی نشد"),
    Status.FAILED: Text("failed", "نادرست"),
    Status.ERROR: Text("error", "خطا در اجرا"),
    Status.TIMEOUT: Text("out of time", "پایان مهلت اجرا"),
    Status.MEMORY: Text("out of memory", "حافظهٔ بیش از حد"),
    Status.KILLED: Text("stopped", "اجرا ناتمام ماند"),
    Status.INVALID: Text("invalid", "نامعتبر"),
    Status.INFRASTRUCTURE: Text("system fault", "ایراد سامانه"),
}

WORDS = {
    "feedback": Text("Feedback", "بازخورد"),
    "class_report": Text("Class report", "گزارش کلاس"),
    "assignment": Text("Assignment", "تمرین"),
    "student": Text("Student", "دانشجو"),
    "question": Text("Question", "پرسش"),
    "questions": Text("Questions", "پرسش‌ها"),
    "total": Text("Total", "جمع"),
    "points": Text("points", "نمره"),
    "of": Text("of", "از"),
    "submitted": Text("Submitted", "زمان تحویل"),
    "hint": Text("Hint", "راهنمایی"),
    "mistake": Text("Recognised mistake", "اشتباه آشنا"),
    "traceback": Text("What Python said about your code", "پیام پایتون دربارهٔ کد شما"),
    "ungraded": Text("Not graded yet.", "هنوز تصحیح نشده است."),
    "all_passed": Text("Every check passed. Well done!", "همهٔ آزمون‌ها درست از آب درآمد. آفرین!"),
    "rejected": Text("This submission could not be graded", "این پاسخ قابل تصحیح نبود"),
    "our_fault": Text(
        "A fault of the grading system, not of your code. This part will be graded again.",
        "ایراد از سامانهٔ تصحیح است، نه از کد شما. این بخش دوباره تصحیح می‌شود.",
    ),
    "late": Text("{days} late, points × {factor}", "{days} دیرکرد، نمره × {factor}"),
    "before_late": Text("{points} before the late policy", "{points} پیش از کسر دیرکرد"),
    "late_column": Text("Late", "دیرکرد"),
    "day": Text("1 day", "۱ روز"),
    "days": Text("{n} days", "{n} روز"),
    "students": Text("Students", "شمار دانشجویان"),
    "one_student": Text("1 student", "۱ دانشجو"),
    "n_students": Text("{n} students", "{n} دانشجو"),
    "mean": Text("Mean", "میانگین"),
    "median": Text("Median", "میانه"),
    "full_marks": Text("Full marks", "نمرهٔ کامل"),
    "no_points": Text("No points", "بدون نمره"),
    "attention": Text("Needs your attention", "نیازمند رسیدگی شما"),
    "faults": Text(
        "Faults of the grading system: nobody lost points by them. Run the same grade command again.",
        "ایرادهای سامانهٔ تصحیح: کسی بابت آن‌ها نمره از دست نداده است. همان فرمان تصحیح را دوباره اجرا کنید.",
    ),
    "invalid_submissions": Text("Submissions that could not be graded", "پاسخ‌هایی که قابل تصحیح نبودند"),
    "unfinished": Text(
        "This run is not finished: some questions have no result yet.",
        "این تصحیح هنوز تمام نشده است: بعضی پرسش‌ها نتیجه ندارند.",
    ),
    "distribution": Text("Distribution of totals", "پراکندگی جمع نمره‌ها"),
    "number_of_students": Text("students", "شمار دانشجویان"),
    "scores": Text("Scores per question", "نمره‌ها به تفکیک پرسش"),
    "share_of_points": Text("share of the points", "سهم از نمره"),
    "scores_note": Text(
        "A larger dot means more students with that score; the bar marks the mean.",
        "دایرهٔ بزرگ‌تر یعنی دانشجویان بیشتری آن نمره را گرفته‌اند؛ خط، میانگین است.",
    ),
    "histogram_note": Text("The dashed line marks the mean.", "خط‌چین، میانگین است."),
    "outcome": Text("Outcome", "وضعیت"),
    "time": Text("Time (median)", "زمان (میانه)"),
    "longest": Text("Longest", "بیشینه"),
    "most_failed": Text("Checks most failed", "آزمون‌هایی که بیشتر رد شدند"),
    "failed_by": Text("{n} of {total} students", "{n} نفر از {total} نفر"),
    "none_failed": Text("No check was failed.", "هیچ آزمونی رد نشد."),
    "mistakes": Text("Mistakes recognised", "اشتباه‌های آشنا"),
    "mistakes_note": Text(
        "The submission returned what this mistake returns on the same input.",
        "پاسخ دانشجو روی همان ورودی، همان چیزی را برگرداند که این اشتباه برمی‌گرداند.",
    ),
    "none_recognised": Text("No known mistake was recognised.", "اشتباه آشنایی دیده نشد."),
    "by_name": Text("by name", "به ترتیب نام"),
    "by_points": Text("by points, lowest first", "به ترتیب نمره، از کم به زیاد"),
    "every_student": Text("Every student", "همهٔ دانشجویان"),
    "legend": Text("Symbols", "نشانه‌ها"),
    "details": Text("Details for the instructor", "جزئیات برای مدرس"),
    "run": Text("This run", "دربارهٔ این تصحیح"),
    "info_started": Text("Started", "آغاز"),
    "info_finished": Text("Finished", "پایان"),
    "info_profile": Text("Profile", "نمایه"),
    "info_device": Text("Device", "پردازنده"),
    "info_jobs": Text("Workers", "پردازش‌های هم‌زمان"),
    "info_assignments": Text("Assignments", "تمرین‌ها"),
    "info_versions": Text("Versions", "نسخه‌ها"),
    "complete": Text("{n} of {total} questions complete", "{n} پرسش از {total} پرسش کامل"),
    "more": Text("… and {n} more in the report", "… و {n} نفر دیگر در گزارش"),
    "problem_short": Text("not graded", "تصحیح نشد"),
    "made_by": Text("Made by tamrin", "ساختهٔ تمرین (tamrin)"),
    "seconds": Text("{n} s", "{n} ثانیه"),
}

_PERSIAN = str.maketrans("0123456789.,%", "۰۱۲۳۴۵۶۷۸۹٫٬٪")
_MONTHS = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
]


def word(key: str, lang: str, **values: object) -> str:
    """The word or sentence called ``key`` in ``lang``, its placeholders filled."""
    return WORDS[key].get(lang).format(**values)


def digits(text: str, lang: str) -> str:
    """``text``, a formatted number, with the digits and marks of ``lang``."""
    return text.translate(_PERSIAN) if lang == "fa" else text


def number(value: float, lang: str, places: int = 2) -> str:
    """``value`` with at most ``places`` decimals and no trailing zeros."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return digits("0" if text == "-0" else text, lang)


def short(question: str, lang: str) -> str:
    """``q3`` of ``q3_freeze``, as a Persian reader would number it in Persian."""
    label = question.split("_", maxsplit=1)[0]
    return f"پ{digits(label[1:], 'fa')}" if lang == "fa" and re.fullmatch(r"q\d+", label) else label


def percent(share: float, lang: str) -> str:
    return digits(f"{share:.0%}", lang)


def seconds(value: float, lang: str) -> str:
    return word("seconds", lang, n=number(value, lang, 2 if value < 1 else 1))


def students(count: int, lang: str) -> str:
    return word("one_student", lang) if count == 1 else word("n_students", lang, n=number(count, lang))


def days(count: int, lang: str) -> str:
    return word("day", lang) if count == 1 else word("days", lang, n=number(count, lang))


def moment(value: datetime, lang: str) -> str:
    """``value`` to the minute: ISO in English, the Solar Hijri calendar in Persian."""
    zone = value.strftime("%z")
    suffix = f" (UTC{zone[:3]}:{zone[3:]})" if zone and zone != "+0000" else (" (UTC)" if zone else "")
    if lang != "fa":
        return f"{value:%Y-%m-%d %H:%M}{suffix}"
    year, month, day = solar_hijri(value.date())
    return digits(f"{day} {_MONTHS[month - 1]} {year}، ساعت {value:%H:%M}", "fa") + suffix


def solar_hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day of ``day`` in the calendar of Iran (33-year leap cycle, right for 1925 to 2087)."""
    year = day.year - 621
    nowruz = _nowruz(year)
    if day < nowruz:
        year -= 1
        nowruz = _nowruz(year)
    passed = (day - nowruz).days
    month, day_of_month = divmod(passed, 31) if passed < 186 else divmod(passed - 186, 30)
    return year, month + 1 + (6 if passed >= 186 else 0), day_of_month + 1


def _nowruz(year: int) -> date:
    # 1 Farvardin 1404 was 21 March 2025; a year is a leap year where its rest by 33 is one of these eight.
    leap_before = _leaps(year) - _leaps(1404)
    return date.fromordinal(date(2025, 3, 21).toordinal() + 365 * (year - 1404) + leap_before)


def _leaps(year: int) -> int:
    cycles, rest = divmod(year, 33)
    return 8 * cycles + sum(leap < rest for leap in (1, 5, 9, 13, 17, 22, 26, 30))
