package io.breakwater.dialect;

/// How the client wants its answer written.
///
/// @param includeUsage whether a streamed OpenAI answer ends with a chunk of token counts
public record AnswerOptions(boolean includeUsage) {
    public static final AnswerOptions NONE = new AnswerOptions(false);
}
