package io.breakwater.dialect.body;

/// The types of the events of a streamed response that say something of the whole of it ("Streaming events", OpenAI API
/// reference).
public final class ResponseEvents {
    public static final String CREATED = "response.created";
    public static final String IN_PROGRESS = "response.in_progress";
    public static final String COMPLETED = "response.completed";
    public static final String INCOMPLETE = "response.incomplete";
    public static final String FAILED = "response.failed";

    /// The member of each of them that has the response.
    public static final String RESPONSE = "response";

    private ResponseEvents() {}
}
