"""
en: glob("*") sees the files of the folder itself, not those below it.
fa: glob("*") پرونده‌های خود پوشه را می‌بیند، نه آن‌هایی را که پایین‌ترند.
check: test_recordings_are_listed
"""

from pathlib import Path

import soundfile


def inventory(folder):
    root = Path(folder)
    if not root.is_dir():
        raise NotADirectoryError(root)
    rows, bad = [], []
    for path in sorted(root.glob("*")):
        if path.suffix.lower() not in (".wav", ".flac") or not path.is_file():
            continue
        try:
            rows.append(
                {"file": path.name, **parse_name(path.name), "seconds": soundfile.info(path).duration}
            )
        except (ValueError, soundfile.LibsndfileError) as error:
            bad.append({"file": path.name, "reason": str(error)})
    return {"rows": rows, "bad": bad}
