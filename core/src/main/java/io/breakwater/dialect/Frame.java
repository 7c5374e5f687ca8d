package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// One piece of a streamed answer, still to be written in the wire form of its content type.
public sealed interface Frame {

    /// A server-sent event; `event` is the name line where the dialect uses one.
    record ServerSent(Optional<String> event, String data) implements Frame {}

    /// A comment of server-sent events, which every client ignores.
    record Comment(String text) implements Frame {}

    /// An AWS event-stream message of type `event`.
    record AwsEvent(String type, ObjectNode payload) implements Frame {}

    /// An AWS event-stream message of type `exception`, such as `throttlingException`.
    record AwsException(String type, ObjectNode payload) implements Frame {}
}
