package io.breakwater.dialect.body;

/// The types of the events of a streamed chat completion ("Streaming", OpenAI API reference): chunks, of which the
/// last one has the use where that was asked for, and a mark at the end. A stream without the mark is broken.
public final class ChatEvents {
    public static final String CHUNK = "chat.completion.chunk";

    /// What stands in place of an event's JSON at the end.
    public static final String DONE = "[DONE]";

    private ChatEvents() {}
}
