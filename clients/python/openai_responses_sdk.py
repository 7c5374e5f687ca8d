"""OpenAI's own client, with its Responses."""

import openai
from shared.claims import GATEWAY, report
from shared.responses_claims import Claims


def client_of(key, at=GATEWAY, **more):
    return openai.OpenAI(base_url=at + "/v1", api_key=key, **more)


report("openai", "(Responses)", **Claims("openai-python-responses", openai, client_of).claims())
