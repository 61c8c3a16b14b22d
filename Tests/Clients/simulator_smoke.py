"""google-genai straight at the demo's simulated Google: what passes for Google with its own SDK can stand in for it."""

import re
import subprocess
import sys
import threading

from google import genai
from google.genai import errors, types
from google.oauth2.credentials import Credentials

MODEL = "gemini-2.5-flash"


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def clients(google):
    """The SDK as it talks to the public API and to Vertex AI."""
    options = types.HttpOptions(base_url=google, timeout=30_000)
    yield genai.Client(api_key="simulated-key", vertexai=False, http_options=options)
    yield genai.Client(
        vertexai=True,
        project="my-project-123",
        location="us-central1",
        credentials=Credentials(token="simulated"),
        http_options=options,
    )


def simulator_generates_on_both_public_services(google):
    for sdk in clients(google):
        text = "Grüße, 你好 😀"
        expect(sdk.models.generate_content(model=MODEL, contents="Repeat: " + text).text == text, sdk.vertexai)
        chunks = list(sdk.models.generate_content_stream(model=MODEL, contents="Repeat: " + text))
        expect("".join(chunk.text or "" for chunk in chunks) == text and len(chunks) > 1, chunks)
        expect(sdk.models.count_tokens(model=MODEL, contents="12345678").total_tokens == 2, sdk.vertexai)


def simulator_demands_signatures_of_the_sdk(google):
    """The SDK returns what it was given; a stranger's signature is refused."""

    def get_weather(city: str) -> str:
        """The weather in a city."""
        return "sunny in " + city

    for sdk in clients(google):
        config = types.GenerateContentConfig(tools=[get_weather])
        chat = sdk.chats.create(model="gemini-3-pro-preview", config=config)
        expect("sunny in Köln" in chat.send_message('get_weather({"city":"Köln"})').text, sdk.vertexai)
        history = [types.UserContent("hi")]
        call = types.Part(function_call=types.FunctionCall(name="get_weather", args={}), thought_signature=b"stranger")
        history.append(types.ModelContent(call))
        history.append(types.UserContent(types.Part.from_function_response(name="get_weather", response={"output": "1"})))
        try:
            sdk.models.generate_content(model="gemini-3-pro-preview", contents=history)
        except errors.ClientError as error:
            expect(error.code == 400 and "thought signature" in error.message, error)
        else:
            raise AssertionError("a stranger's signature was taken")


def simulator_embeds_and_lists(google):
    sdk = next(clients(google))
    result = sdk.models.embed_content(
        model="gemini-embedding-001",
        contents=["a", "b"],
        config=types.EmbedContentConfig(output_dimensionality=8, task_type="RETRIEVAL_QUERY"),
    )
    expect([len(embedding.values) for embedding in result.embeddings] == [8, 8], result)
    expect(result.embeddings[0].values != result.embeddings[1].values, "vectors of different texts")
    names = [model.name for model in sdk.models.list(config={"page_size": 2})]
    expect(len(names) == len(set(names)) == 10, names)


def simulator_errors_are_the_sdks(google):
    for sdk in clients(google):
        for model, code in (("sim-quota", 429), ("sim-overloaded", 503), ("llama", 404)):
            try:
                sdk.models.generate_content(model=model, contents="hi")
            except errors.APIError as error:
                expect(error.code == code and error.status and error.message, f"{model}: {error}")
            else:
                raise AssertionError(f"{model}: no error")
    wrong = genai.Client(api_key="wrong", vertexai=False, http_options=types.HttpOptions(base_url=google))
    try:
        wrong.models.generate_content(model=MODEL, contents="hi")
    except errors.ClientError as error:
        expect(error.code == 400 and "API key not valid" in error.message, error)


CHECKS = [
    simulator_generates_on_both_public_services,
    simulator_demands_signatures_of_the_sdk,
    simulator_embeds_and_lists,
    simulator_errors_are_the_sdks,
]


def run(binary):
    """Runs every check against a demo of its own; how many passed and failed."""
    passed, failed = 0, 0
    process = subprocess.Popen([binary, "demo"], stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    try:
        google = next(match[1] for line in process.stdout if (match := re.search(r"Simulated Google\s+(\S+)", line)))
        for check in CHECKS:
            try:
                check(google)
                passed += 1
                print(f"ok   {check.__name__}")
            except Exception as error:  # every check runs, whatever another one does
                failed += 1
                print(f"FAIL {check.__name__}: {type(error).__name__}: {error}")
    finally:
        watchdog.cancel()
        process.terminate()
        process.wait(timeout=40)
    return passed, failed
