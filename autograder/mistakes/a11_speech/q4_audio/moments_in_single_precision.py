"""
en: Mean and standard deviation are float32: an offset takes their last digits.
fa: میانگین و انحراف معیار float32 است: جابه‌جایی ثابت رقم‌های آخرشان را می‌برد.
check: test_normalised_in_double_precision
"""


def normalise(samples):
    deviation = samples.std()
    return np.zeros_like(samples) if deviation < 1e-7 else (samples - samples.mean()) / deviation
