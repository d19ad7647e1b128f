"""
en: The last segment is as long as the others and ends after the recording does.
fa: قطعهٔ آخر هم به اندازهٔ بقیه است و پس از پایان ضبط تمام می‌شود.
check: test_segments_cover_each_recording_once
"""


def segment(recording_ids, lengths, seconds=5.0, sampling_rate=16_000):
    size = round(seconds * sampling_rate)
    return [
        {"recording": name, "start": start, "stop": start + size}
        for name, length in zip(recording_ids, lengths, strict=True)
        for start in range(0, length, size)
    ]
