package io.breakwater.model;

/// The value of `model` in an answer that the gateway writes itself.
public enum AnswerModel {
    /// The model that answered, so that price tables, tracing tools and readers see a fallback.
    ANSWERED("answered"),
    /// The alias that the client asked for, whoever answered.
    ALIAS("alias");

    private final String label;

    AnswerModel(String label) {
        this.label = label;
    }

    /// The name in the environment's file.
    public String label() {
        return label;
    }

    /// @param label the label of one of these
    public static AnswerModel of(String label) {
        return label.equals(ALIAS.label) ? ALIAS : ANSWERED;
    }

    /// The name to write.
    ///
    /// @param asked what the client asked for
    public String name(Alias asked, RoutedTarget answered) {
        return switch (this) {
            case ANSWERED -> answered.profile().model().id().value();
            case ALIAS -> asked.value();
        };
    }
}
