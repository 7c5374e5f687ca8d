package io.breakwater.dialect.bedrock;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The path `/model/{model}/converse` or `/model/{model}/converse-stream`, its model as written.
record ConversePath(String model, boolean stream) {
    /// Ids and ARNs may have slashes once decoded; they are matched to be answered as unknown models.
    private static final Pattern FORM = Pattern.compile("/model/(.+)/converse(-stream)?", Pattern.DOTALL);

    static Optional<ConversePath> parse(String path) {
        Matcher match = FORM.matcher(path);
        return match.matches()
                ? Optional.of(new ConversePath(match.group(1), match.group(2) != null))
                : Optional.empty();
    }
}
