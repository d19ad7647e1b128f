"""
en: The model is saved, but the one in memory is returned instead of what the folder holds.
fa: مدل ذخیره می‌شود، ولی به جای آنچه در پوشه هست همان مدلِ درون حافظه برمی‌گردد.
check: test_saved_and_loaded_it_is_the_same
"""


def save_and_load(model, folder):
    model.save_pretrained(folder)
    return model
