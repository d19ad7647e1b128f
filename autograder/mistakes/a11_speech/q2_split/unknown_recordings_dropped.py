"""
en: Segments whose recording is in no split disappear without a word.
fa: قطعه‌هایی که ضبطشان در هیچ تقسیمی نیست بی‌صدا ناپدید می‌شوند.
check: test_segments_follow_their_recording
"""


def split_segments(segments, recordings):
    return tuple(
        [index for index, piece in enumerate(segments) if piece["recording"] in split] for split in recordings
    )
