package io.breakwater.dialect.body;

/// The types of those events of a streamed response that carry the whole response ("Streaming events",
/// OpenAI API reference).
public final class ResponseEvents {
    public static final String CREATED = "response.created";
    public static final String IN_PROGRESS = "response.in_progress";
    public static final String COMPLETED = "response.completed";
    public static final String INCOMPLETE = "response.incomplete";
    public static final String FAILED = "response.failed";

    /// The member with the response.
    public static final String RESPONSE = "response";

    private ResponseEvents() {}
}
