"""LiteLLM, which speaks OpenAI's APIs, Anthropic's and Gemini's own under one roof."""

import json
import os

# Its list of prices would be fetched from a web site at import.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
import pydantic

from openai_smoke import TEXT, expect

litellm.telemetry = False
litellm.suppress_debug_info = True
MODEL, SIGNED = "gemini-2.5-flash", "gemini-3-pro-preview"
# Responses of models that its list of prices does not have are asked for whole, and streamed from there.
litellm.register_model({f"openai/{model}": {"litellm_provider": "openai", "mode": "chat"} for model in (MODEL, SIGNED)})
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


class Forecast(pydantic.BaseModel):
    city: str
    days: list[int]


def user(text):
    return [{"role": "user", "content": text}]


# Where each of its forms finds its API, below the address of the proxy.
BASES = {"openai": "/v1", "gemini": "/v1beta", "anthropic": ""}


def ask(base_url, key, form, model, messages, **options):
    base = base_url.removesuffix("/v1") + BASES[form]
    return litellm.completion(
        model=f"{form}/{model}", api_base=base, api_key=key, messages=messages, num_retries=0, timeout=30, **options
    )


def in_all_forms(check):
    """The check once for each form, with a name for each."""
    for form in BASES:

        def one(base_url, key, form=form):
            check(lambda model, messages, **options: ask(base_url, key, form, model, messages, **options))

        one.__name__ = f"litellm_{form}_{check.__name__}"
        yield one


def chats(complete):
    answer = complete(MODEL, user("Repeat: " + TEXT))
    expect(answer.choices[0].message.content == TEXT, answer)
    expect(answer.choices[0].finish_reason == "stop", answer)
    expect(answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0, answer.usage)


def streams(complete):
    chunks = list(complete(MODEL, user("Repeat: " + TEXT), stream=True, stream_options={"include_usage": True}))
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
    expect("".join(pieces) == TEXT and len([piece for piece in pieces if piece]) > 3, pieces)
    reasons = [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason]
    expect(reasons == ["stop"], reasons)
    usage = [chunk.usage for chunk in chunks if getattr(chunk, "usage", None)]
    expect(usage and usage[-1].total_tokens > usage[-1].prompt_tokens > 0, usage)


def calls_tools(complete):
    for stream in (False, True):
        messages = user('get_weather({"city":"Köln"})')
        answer = complete(SIGNED, messages, tools=[TOOL], tool_choice="required", stream=stream)
        if stream:
            answer = litellm.stream_chunk_builder(list(answer), messages=messages)
        choice = answer.choices[0]
        expect(choice.finish_reason == "tool_calls", choice)
        messages.append(choice.message.model_dump())
        for call in choice.message.tool_calls:
            expect(call.function.name == "get_weather", call)
            expect(json.loads(call.function.arguments) == {"city": "Köln"}, call)
            messages.append({"role": "tool", "tool_call_id": call.id, "content": "sunny in Köln"})
        answer = complete(SIGNED, messages, tools=[TOOL])
        expect("sunny in Köln" in answer.choices[0].message.content, answer)


def gives_structured_output(complete):
    answer = complete(MODEL, user("the forecast"), response_format=Forecast)
    expect(Forecast.model_validate_json(answer.choices[0].message.content), answer)


def raises_the_right_errors(complete):
    for model, expected in (
        ("sim-not-found", litellm.NotFoundError),
        ("sim-rate-limit", litellm.RateLimitError),
        ("sim-too-long", litellm.BadRequestError),
        ("sim-overloaded", (litellm.ServiceUnavailableError, litellm.InternalServerError)),
    ):
        for stream in (False, True):
            try:
                answer = complete(model, user("hi"), stream=stream)
                if stream:
                    list(answer)
            except Exception as error:
                # The reason is in there where the first read of a stream failed.
                error = getattr(error, "original_exception", None) or error
                expect(isinstance(error, expected), f"{model}, stream {stream}: {error!r}")
            else:
                raise AssertionError(f"{model}, stream {stream}: no error")


def respond(base_url, key, model, asked, **options):
    return litellm.responses(
        model="openai/" + model, api_base=base_url, api_key=key, input=asked, num_retries=0, timeout=30, **options
    )


def text_of(response):
    return "".join(part.text for item in response.output if item.type == "message" for part in item.content)


def litellm_responses_answers(base_url, key):
    response = respond(base_url, key, MODEL, "Repeat: " + TEXT)
    expect(response.status == "completed" and text_of(response) == TEXT, response)
    expect(response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens > 0, response.usage)


def litellm_responses_streams(base_url, key):
    events = list(respond(base_url, key, MODEL, "Repeat: " + TEXT, stream=True))
    pieces = [event.delta for event in events if event.type == "response.output_text.delta"]
    expect("".join(pieces) == TEXT and len(pieces) > 3, pieces)
    expect(events[-1].type == "response.completed" and text_of(events[-1].response) == TEXT, events[-1])


def litellm_responses_calls_tools(base_url, key):
    """The second request goes on from the first by its id."""
    tool = {"type": "function", **TOOL["function"]}
    first = respond(base_url, key, SIGNED, 'get_weather({"city":"Köln"})', tools=[tool], tool_choice="required")
    calls = [item for item in first.output if item.type == "function_call"]
    expect(calls and json.loads(calls[0].arguments) == {"city": "Köln"}, first)
    results = [{"type": "function_call_output", "call_id": call.call_id, "output": "sunny in Köln"} for call in calls]
    second = respond(base_url, key, SIGNED, results, tools=[tool], previous_response_id=first.id)
    expect("sunny in Köln" in text_of(second), second)


def litellm_responses_raises_the_right_errors(base_url, key):
    raises_the_right_errors(lambda model, messages, **options: respond(base_url, key, model, "hi", **options))


CHECKS = [
    one
    for check in (chats, streams, calls_tools, gives_structured_output, raises_the_right_errors)
    for one in in_all_forms(check)
] + [
    litellm_responses_answers,
    litellm_responses_streams,
    litellm_responses_calls_tools,
    litellm_responses_raises_the_right_errors,
]
