"""LangChain's chat models for OpenAI's two APIs, for Anthropic's and for Gemini's own."""

import anthropic
import google.genai.errors
import openai
import pydantic
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_genai.chat_models import ChatGoogleGenerativeAIError
from langchain_openai import ChatOpenAI

from openai_smoke import TEXT, expect

MODEL, SIGNED = "gemini-2.5-flash", "gemini-3-pro-preview"


class Forecast(pydantic.BaseModel):
    """The weather of some days."""

    city: str
    days: list[int]


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return "sunny in " + city


def over_openai(base_url, key, model=MODEL):
    return ChatOpenAI(model=model, base_url=base_url, api_key=key, stream_usage=True, max_retries=0, timeout=30)


def over_responses(base_url, key, model=MODEL):
    return ChatOpenAI(
        model=model, base_url=base_url, api_key=key, use_responses_api=True, max_retries=0, timeout=30)


def over_anthropic(base_url, key, model=MODEL, **options):
    root = base_url.removesuffix("/v1")
    return ChatAnthropic(
        model=model, base_url=root, api_key=key, max_tokens=4096, max_retries=0, timeout=30, **options)


def over_gemini(base_url, key, model=MODEL):
    root = base_url.removesuffix("/v1")
    return ChatGoogleGenerativeAI(model=model, google_api_key=key, base_url=root, max_retries=1, timeout=30)


def chats(chat):
    answer = chat.invoke("Repeat: " + TEXT)
    expect(answer.text == TEXT, f"got {answer.text!r}")
    usage = answer.usage_metadata
    expect(0 < usage["input_tokens"] < usage["total_tokens"], usage)
    expect(usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"], usage)


def streams(chat):
    chunks = list(chat.stream("Repeat: " + TEXT))
    pieces = [chunk.text for chunk in chunks if chunk.text]
    expect("".join(pieces) == TEXT and len(pieces) > 3, chunks)
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    usage = whole.usage_metadata
    expect(usage and usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"] > 0, usage)
    # Each API has its own word for it.
    told = whole.response_metadata
    reason = told.get("finish_reason") or told.get("stop_reason") or told.get("status") or ""
    expect(reason.lower() in ("stop", "end_turn", "completed"), f"finish reason {reason!r}")


def calls_tools(chat):
    """Streamed and whole, on a model that insists on its signatures."""
    bound = chat.bind_tools([get_weather], tool_choice="any")
    for stream in (False, True):
        messages = [HumanMessage('get_weather({"city":"Köln"}) get_weather({"city":"Rome"})')]
        if stream:
            call, *rest = bound.stream(messages)
            for chunk in rest:
                call += chunk
        else:
            call = bound.invoke(messages)
        expect([c["name"] for c in call.tool_calls] == ["get_weather"] * len(call.tool_calls), call.tool_calls)
        expect("Köln" in [c["args"]["city"] for c in call.tool_calls], call.tool_calls)
        messages.append(call)
        messages += [ToolMessage(get_weather.invoke(c["args"]), tool_call_id=c["id"]) for c in call.tool_calls]
        answer = chat.bind_tools([get_weather]).invoke(messages)
        expect("sunny in Köln" in answer.text, answer)


def gives_structured_output(chat):
    for method in ("json_schema", "function_calling"):
        forecast = chat.with_structured_output(Forecast, method=method).invoke("the forecast")
        expect(isinstance(forecast, Forecast) and forecast.city, f"{method}: {forecast}")


def error_of(call):
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError("no error")


def langchain_openai_chats(base_url, key):
    chats(over_openai(base_url, key))


def langchain_openai_streams(base_url, key):
    streams(over_openai(base_url, key))


def langchain_openai_calls_tools(base_url, key):
    calls_tools(over_openai(base_url, key, SIGNED))


def langchain_openai_gives_structured_output(base_url, key):
    gives_structured_output(over_openai(base_url, key))


def langchain_openai_raises_the_right_errors(base_url, key):
    for model, expected in (
        ("sim-not-found", openai.NotFoundError),
        ("sim-rate-limit", openai.RateLimitError),
        ("sim-too-long", openai.BadRequestError),
    ):
        error = error_of(lambda: over_openai(base_url, key, model).invoke("hi"))
        expect(isinstance(error, expected), f"{model}: {error!r}")


def langchain_responses_chats(base_url, key):
    chats(over_responses(base_url, key))


def langchain_responses_streams(base_url, key):
    streams(over_responses(base_url, key))


def langchain_responses_calls_tools(base_url, key):
    calls_tools(over_responses(base_url, key, SIGNED))


def langchain_responses_gives_structured_output(base_url, key):
    gives_structured_output(over_responses(base_url, key))


def langchain_responses_raises_the_right_errors(base_url, key):
    for model, expected in (
        ("sim-not-found", openai.NotFoundError),
        ("sim-rate-limit", openai.RateLimitError),
        ("sim-too-long", openai.BadRequestError),
    ):
        error = error_of(lambda: over_responses(base_url, key, model).invoke("hi"))
        expect(isinstance(error, expected), f"{model}: {error!r}")


def langchain_anthropic_chats(base_url, key):
    chats(over_anthropic(base_url, key))


def langchain_anthropic_streams(base_url, key):
    streams(over_anthropic(base_url, key))


def langchain_anthropic_calls_tools(base_url, key):
    calls_tools(over_anthropic(base_url, key, SIGNED))


def langchain_anthropic_thinks(base_url, key):
    """Thoughts come before the text, and go back with the calls that they are signed for."""
    thinking = {"type": "enabled", "budget_tokens": 2048}
    chat = over_anthropic(base_url, key, SIGNED, thinking=thinking)
    for stream in (False, True):
        if stream:
            answer, *rest = chat.stream("Repeat: " + TEXT)
            for chunk in rest:
                answer += chunk
        else:
            answer = chat.invoke("Repeat: " + TEXT)
        blocks = [block for block in answer.content if block["type"] in ("thinking", "text")]
        expect([block["type"] for block in blocks] == ["thinking", "text"], answer.content)
        expect(blocks[0]["thinking"] and blocks[0]["signature"] and blocks[1]["text"] == TEXT, blocks)
    bound = chat.bind_tools([get_weather])
    messages = [HumanMessage('get_weather({"city":"Köln"})')]
    messages.append(bound.invoke(messages))
    calls = messages[-1].tool_calls
    expect(calls and any(block["type"] == "thinking" for block in messages[-1].content), messages[-1])
    messages += [ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"]) for call in calls]
    expect("sunny in Köln" in bound.invoke(messages).text, messages)


def langchain_anthropic_gives_structured_output(base_url, key):
    gives_structured_output(over_anthropic(base_url, key))


def langchain_anthropic_raises_the_right_errors(base_url, key):
    for model, expected in (
        ("sim-not-found", anthropic.NotFoundError),
        ("sim-rate-limit", anthropic.RateLimitError),
        ("sim-too-long", anthropic.BadRequestError),
    ):
        error = error_of(lambda: over_anthropic(base_url, key, model).invoke("hi"))
        expect(isinstance(error, expected), f"{model}: {error!r}")


def langchain_google_chats(base_url, key):
    chats(over_gemini(base_url, key))


def langchain_google_streams(base_url, key):
    streams(over_gemini(base_url, key))


def langchain_google_calls_tools(base_url, key):
    calls_tools(over_gemini(base_url, key, SIGNED))


def langchain_google_gives_structured_output(base_url, key):
    gives_structured_output(over_gemini(base_url, key))


def langchain_google_raises_the_right_errors(base_url, key):
    for model, code in (("sim-not-found", 404), ("sim-rate-limit", 429), ("sim-too-long", 400)):
        error = error_of(lambda: over_gemini(base_url, key, model).invoke("hi"))
        expect(isinstance(error, (ChatGoogleGenerativeAIError, google.genai.errors.APIError)), f"{model}: {error!r}")
        expect(str(code) in str(error), f"{model}: {error}")


CHECKS = [
    langchain_openai_chats,
    langchain_openai_streams,
    langchain_openai_calls_tools,
    langchain_openai_gives_structured_output,
    langchain_openai_raises_the_right_errors,
    langchain_responses_chats,
    langchain_responses_streams,
    langchain_responses_calls_tools,
    langchain_responses_gives_structured_output,
    langchain_responses_raises_the_right_errors,
    langchain_anthropic_chats,
    langchain_anthropic_streams,
    langchain_anthropic_calls_tools,
    langchain_anthropic_thinks,
    langchain_anthropic_gives_structured_output,
    langchain_anthropic_raises_the_right_errors,
    langchain_google_chats,
    langchain_google_streams,
    langchain_google_calls_tools,
    langchain_google_gives_structured_output,
    langchain_google_raises_the_right_errors,
]
