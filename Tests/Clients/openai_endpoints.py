"""The rest of OpenAI's API with its SDK: completions, embeddings, images, sound."""

import base64
import io
import json
import os
import tempfile

import openai
from first_day import Served
from openai_smoke import client, expect

MODEL = "gemini-2.5-flash"
EMBEDDER = "gemini-embedding-001"
TEXT = 'Grüße, 你好 😀 "quoted" back\\slash\nsecond line'


def completions_are_exact_CL_CO2(base_url, key):
    answer = client(base_url, key).completions.create(model=MODEL, prompt=["Repeat: " + TEXT, "Repeat: b"], n=2, echo=True)
    expect([choice.index for choice in answer.choices] == [0, 1, 2, 3], answer)
    expect([choice.text for choice in answer.choices] == ["Repeat: " + TEXT + TEXT] * 2 + ["Repeat: bb"] * 2, answer)
    expect(answer.object == "text_completion" and answer.usage.total_tokens > 0, answer)


def completions_are_streamed_CL_CO3(base_url, key):
    texts, ends, usage = ["", ""], [], None
    for chunk in client(base_url, key).completions.create(
        model=MODEL, prompt=["Repeat: " + TEXT, "Repeat: b c"], stream=True, stream_options={"include_usage": True}
    ):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            texts[choice.index] += choice.text
            ends += [choice.finish_reason] if choice.finish_reason else []
    expect(texts == [TEXT, "b c"] and ends == ["stop", "stop"] and usage.total_tokens > 0, (texts, ends, usage))


def token_ids_are_explained_CL_CO1(base_url, key):
    sdk = client(base_url, key)
    for ask in (
        lambda: sdk.completions.create(model=MODEL, prompt=[1, 2, 3]),
        lambda: sdk.embeddings.create(model=EMBEDDER, input=[[1, 2], [3]]),
    ):
        try:
            ask()
        except openai.BadRequestError as error:
            expect("text" in error.message and error.param, error)
            continue
        raise AssertionError("no BadRequestError")


def embeddings_agree_in_both_encodings_CL_EM2(base_url, key):
    """The SDK asks for base64 by itself, and decodes it."""
    sdk = client(base_url, key)
    packed = sdk.embeddings.create(model=EMBEDDER, input=["a", "b"], dimensions=8)
    plain = sdk.embeddings.create(model=EMBEDDER, input=["a", "b"], dimensions=8, encoding_format="float")
    expect([item.index for item in packed.data] == [0, 1], packed)
    for left, right in zip(packed.data, plain.data):
        expect(len(left.embedding) == 8, left)
        expect(all(abs(a - b) < 1e-6 for a, b in zip(left.embedding, right.embedding)), (left, right))
        expect(abs(sum(number * number for number in left.embedding) - 1) < 1e-5, left)
    expect(packed.data[0].embedding != packed.data[1].embedding, "two texts, two vectors")


def embeddings_want_a_model_that_makes_them_CL_EM6(base_url, key):
    try:
        client(base_url, key).embeddings.create(model=MODEL, input="a")
    except openai.NotFoundError as error:
        return expect(EMBEDDER in error.message, error)
    raise AssertionError("no NotFoundError")


def images_are_drawn(base_url, key):
    answer = client(base_url, key).images.generate(model="gpt-image-1", prompt="a cat", n=2, size="1024x1536", quality="high")
    expect(len(answer.data) == 2, answer)
    expect(all(base64.b64decode(image.b64_json).startswith(b"\x89PNG") for image in answer.data), answer)
    link = client(base_url, key).images.generate(model="dall-e-3", prompt="a cat", response_format="url").data[0].url
    expect(link.startswith("data:image/png;base64,"), link[:40])


def what_is_spoken_is_written_down(base_url, key):
    sdk = client(base_url, key)
    for form, head in (("wav", b"RIFF"), ("pcm", b"")):
        sound = sdk.audio.speech.create(model="tts-1", voice="alloy", input=TEXT, response_format=form).read()
        expect(sound.startswith(head) and len(sound) > 1000, sound[:20])
        if form == "wav":
            file = io.BytesIO(sound)
            file.name = "speech.wav"
            heard = sdk.audio.transcriptions.create(model="whisper-1", file=file, language="de", prompt="Grüße")
            expect(heard.text == TEXT, heard)
            text = sdk.audio.transcriptions.create(model="whisper-1", file=("a.wav", sound), response_format="text")
            expect(text.rstrip("\n") == TEXT, text)
            events = list(sdk.audio.transcriptions.create(model="gpt-4o-transcribe", file=("a.wav", sound), stream=True))
            expect(events[-1].type == "transcript.text.done" and events[-1].text == TEXT, events[-1:])
            expect("".join(event.delta for event in events[:-1]) == TEXT, events)


def what_cannot_be_spoken_is_refused(base_url, key):
    try:
        client(base_url, key).audio.speech.create(model="tts-1", voice="alloy", input="x", response_format="mp3")
    except openai.BadRequestError as error:
        return expect("wav" in error.message and error.param == "response_format", error)
    raise AssertionError("no BadRequestError")


CHECKS = [
    completions_are_exact_CL_CO2,
    completions_are_streamed_CL_CO3,
    token_ids_are_explained_CL_CO1,
    embeddings_agree_in_both_encodings_CL_EM2,
    embeddings_want_a_model_that_makes_them_CL_EM6,
    images_are_drawn,
    what_is_spoken_is_written_down,
    what_cannot_be_spoken_is_refused,
]


def the_rest_of_openais_api_is_served_by_the_public_service(binary, google):
    """With an account of the Gemini API alone; the demo has one beside Code Assist's, which draws and speaks nothing."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
            json.dump({"api_keys": ["gp-rest"], "api_mode": "ai_studio", "upstream_api_key": "simulated-key",
                       "ai_studio_endpoint": google}, file)
        served = Served(binary, folder, google)
        try:
            for check in CHECKS:
                check(served.base_url + "/v1", "gp-rest")
        finally:
            served.stop()


SERVED = [the_rest_of_openais_api_is_served_by_the_public_service]
