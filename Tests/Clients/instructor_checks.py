"""instructor: answers as checked objects, by every way it knows of asking for them."""

import instructor
import openai
import pydantic
from google import genai
from google.genai import types

from openai_smoke import client, expect

MODEL = "gemini-2.5-flash"


class Day(pydantic.BaseModel):
    date: str
    degrees: float


class Forecast(pydantic.BaseModel):
    """The weather of some days."""

    city: str
    days: list[Day] = pydantic.Field(min_length=1)
    wind: float | None


ASKED = [{"role": "user", "content": "the forecast"}]


def instructor_openai_gives_objects(base_url, key):
    for mode in (instructor.Mode.TOOLS, instructor.Mode.JSON_SCHEMA):
        asked = instructor.from_openai(client(base_url, key), mode=mode)
        forecast, answer = asked.chat.completions.create_with_completion(
            model=MODEL, response_model=Forecast, messages=ASKED, max_retries=0
        )
        expect(isinstance(forecast, Forecast) and forecast.days, f"{mode}: {forecast}")
        expect(answer.usage.total_tokens > answer.usage.prompt_tokens > 0, f"{mode}: {answer.usage}")


def instructor_openai_streams_objects(base_url, key):
    asked = instructor.from_openai(client(base_url, key), mode=instructor.Mode.TOOLS)
    *_, last = asked.chat.completions.create_partial(model=MODEL, response_model=Forecast, messages=ASKED)
    expect(last.city and last.days[0].date, last)
    days = list(asked.chat.completions.create_iterable(model=MODEL, response_model=Day, messages=ASKED))
    expect(days and all(isinstance(day, Day) for day in days), days)


def instructor_openai_asks_again(base_url, key):
    """The history it replays then holds the first call and what was wrong with it."""
    seen = []

    class Picky(pydantic.BaseModel):
        city: str

        @pydantic.field_validator("city")
        @classmethod
        def never_at_first(cls, city):
            seen.append(city)
            if len(seen) == 1:
                raise ValueError("another one, please")
            return city

    asked = instructor.from_openai(client(base_url, key), mode=instructor.Mode.TOOLS)
    answer = asked.chat.completions.create(
        model="gemini-3-pro-preview", response_model=Picky, messages=ASKED, max_retries=2
    )
    expect(answer.city and len(seen) == 2, seen)


def instructor_genai_gives_objects(base_url, key):
    options = types.HttpOptions(base_url=base_url.removesuffix("/v1"), timeout=30_000)
    for mode in (instructor.Mode.GENAI_TOOLS, instructor.Mode.GENAI_STRUCTURED_OUTPUTS):
        sdk = genai.Client(api_key=key, vertexai=False, http_options=options)
        forecast = instructor.from_genai(sdk, mode=mode).chat.completions.create(
            model=MODEL, response_model=Forecast, messages=ASKED, max_retries=0
        )
        expect(isinstance(forecast, Forecast) and forecast.days, f"{mode}: {forecast}")


def instructor_passes_errors_on(base_url, key):
    asked = instructor.from_openai(client(base_url, key), mode=instructor.Mode.TOOLS)
    for model, expected in (("sim-not-found", openai.NotFoundError), ("sim-quota", openai.RateLimitError)):
        try:
            asked.chat.completions.create(model=model, response_model=Forecast, messages=ASKED, max_retries=0)
        except Exception as error:
            chain = []
            while error is not None:
                chain.append(error)
                error = error.__cause__
            expect(any(isinstance(error, expected) for error in chain), f"{model}: {chain!r}")
        else:
            raise AssertionError(f"{model}: no error")


CHECKS = [
    instructor_openai_gives_objects,
    instructor_openai_streams_objects,
    instructor_openai_asks_again,
    instructor_genai_gives_objects,
    instructor_passes_errors_on,
]
