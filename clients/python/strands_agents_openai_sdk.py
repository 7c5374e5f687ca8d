"""Strands' agents, with their model for OpenAI."""

import json

import openai
from shared.claims import GATEWAY, MODEL, check, refused, report
from shared.strands import Strands
from strands.models.openai import OpenAIModel

TYPES = {400: openai.BadRequestError, 401: openai.AuthenticationError, 404: openai.NotFoundError}


def model_of(key, retries, name=MODEL, at=GATEWAY, bound=None, **params):
    once = {} if retries else {"max_retries": 0}
    bounded = {"max_tokens": bound} if bound else {}
    return OpenAIModel(client_args={"api_key": key, "base_url": at + "/v1", **once}, model_id=name, params={**params, **bounded})


claims = Strands("strands-agents-openai", model_of, lambda status, call: refused(TYPES[status], call))


def json_mode():
    answer = claims.agent(response_format={"type": "json_object"})("Answer in JSON.")
    check(isinstance(json.loads(str(answer)), dict), "no object")


report("strands-agents", "(OpenAIModel)", **claims.claims(), json=json_mode)
