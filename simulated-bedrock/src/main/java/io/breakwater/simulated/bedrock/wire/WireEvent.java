package io.breakwater.simulated.bedrock.wire;

import com.fasterxml.jackson.databind.JsonNode;

/// One event of a response stream: its member name and its JSON.
public record WireEvent(String type, JsonNode payload) {}
