"""Speaks Persian with espeak-ng: a process of its own, which `course.recipes.shemo.voice` starts.

Reads one JSON object a line. One with texts is answered with a line of JSON that holds their IPA; one with ssml, voice,
rate, range and gap with a line that holds the number of samples, followed by them as 16-bit integers at 22,050 Hz.

espeak-ng keeps the state of its oscillators and of its noise from one utterance to the next. Each request is
therefore spoken by a fork of the freshly initialised process: its sound depends on the request alone.
"""

import ctypes
import json
import os
import re
import sys
import traceback

SYNCHRONOUS = 2
UTF8, SSML = 1, 0x10
IPA = 2
RATE, VOLUME, PITCH, RANGE, WORD_GAP = 1, 2, 3, 4, 7
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def load() -> ctypes.CDLL:
    """The library, initialised."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if library.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0) <= 0:
        raise RuntimeError("espeak-ng did not find its data")
    return library


def speak(library: ctypes.CDLL, request: dict) -> bytes:
    """The samples of one request."""
    choose(library, request["voice"])
    settings = {
        RATE: request["rate"],
        VOLUME: 100,
        PITCH: 50,
        RANGE: request["range"],
        WORD_GAP: request["gap"],
    }
    for parameter, value in settings.items():
        library.espeak_SetParameter(parameter, value, 0)
    pieces: list[bytes] = []

    def keep(samples, count, _events) -> int:
        if samples and count > 0:
            pieces.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = CALLBACK(keep)
    library.espeak_SetSynthCallback(callback)
    ssml = request["ssml"].encode()
    library.espeak_Synth(ssml, len(ssml) + 1, 0, 0, 0, UTF8 | SSML, None, None)
    library.espeak_Synchronize()
    return b"".join(pieces)


def choose(library: ctypes.CDLL, voice: str) -> None:
    """Speak with this voice from now on."""
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise ValueError(f"espeak-ng has no voice {voice!r}")


def phonemes(library: ctypes.CDLL, text: str) -> str:
    """The IPA of a Persian text as ShEMO writes it: without stress, length and punctuation."""
    buffer = ctypes.create_string_buffer(text.encode())
    rest = ctypes.c_void_p(ctypes.addressof(buffer))
    clauses = []
    while rest.value:
        clauses.append(library.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, IPA).decode())
    plain = re.sub(r"[ˈˌː1]|\([a-z-]+\)", "", " ".join(clauses))
    return " ".join(plain.split()).replace("a", "æ")


def answer(library: ctypes.CDLL, request: dict) -> bytes:
    """What is written for one request."""
    if "texts" in request:
        choose(library, "fa")
        return json.dumps({"ipa": [phonemes(library, text) for text in request["texts"]]}).encode() + b"\n"
    samples = speak(library, request)
    return json.dumps({"samples": len(samples) // 2}).encode() + b"\n" + samples


def main() -> None:
    """Answer the requests of standard input in order."""
    library = load()
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        out.flush()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                out.write(answer(library, json.loads(line)))
                out.flush()
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        if status != 0:
            sys.exit(1)


if __name__ == "__main__":
    main()
