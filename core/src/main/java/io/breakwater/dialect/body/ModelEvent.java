package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One event of a streamed answer: its type and its payload, untouched, in the language of the body that is answered.
public record ModelEvent(String type, ObjectNode payload) {}
