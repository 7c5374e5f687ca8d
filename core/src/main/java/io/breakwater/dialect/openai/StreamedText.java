package io.breakwater.dialect.openai;

/// The `content` of a streamed answer: what the model says, or, where the answer was to be JSON, what it gives to
/// [JsonTool]; then what it says beside that is no part of the answer.
public final class StreamedText {
    private final boolean asJson;
    private final JsonText json = new JsonText();
    private boolean byTool;

    public StreamedText(boolean asJson) {
        this.asJson = asJson;
    }

    public boolean asJson() {
        return asJson;
    }

    /// Whether this call gives the answer: the first one does.
    public boolean answersByTool() {
        boolean first = !byTool;
        byTool = true;
        return first;
    }

    /// What can be passed on of what the model says.
    public String next(String piece) {
        if (byTool) {
            return "";
        }
        return asJson ? json.next(piece) : piece;
    }

    /// What is left at the end of the answer.
    public String rest() {
        return asJson && !byTool ? json.rest() : "";
    }
}
