"""
en: Only the weights are saved; who loads the folder has to know the configuration already.
fa: فقط وزن‌ها ذخیره می‌شوند؛ هر که پوشه را بار می‌کند باید پیکربندی را از پیش بداند.
check: test_saved_and_loaded_it_is_the_same
"""

from pathlib import Path

from safetensors.torch import load_file, save_file


def save_and_load(model, folder):
    path = Path(folder) / "model.safetensors"
    save_file({name: weight.contiguous() for name, weight in model.state_dict().items()}, path)
    loaded = type(model)(model.config)
    loaded.load_state_dict(load_file(path))
    return loaded.eval()
