"""Strands' agents, with the model that they take without being told: Bedrock's."""

from botocore.config import Config
from botocore.exceptions import ClientError
from shared.claims import BEDROCK_ID, GATEWAY, NotSupported, refused, report, same
from shared.strands import Strands
from strands.models import BedrockModel

CODES = {400: "ValidationException", 401: "AccessDeniedException", 404: "ResourceNotFoundException"}


def model_of(key, retries, name=BEDROCK_ID, at=GATEWAY, bound=None, **fields):
    once = None if retries else Config(retries={"total_max_attempts": 1})
    return BedrockModel(model_id=name, endpoint_url=at, region_name="us-east-1", api_key=key, boto_client_config=once,
                        max_tokens=bound, **fields)


def refused_with(status, call):
    same(refused(ClientError, call).response["Error"]["Code"], CODES[status], f"code of {status}")


report("strands-agents", **Strands("strands-agents", model_of, refused_with).claims(),
       json=NotSupported("it has only schemas, by way of a tool"))
