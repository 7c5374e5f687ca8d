package io.breakwater.dialect.bedrock;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The path `/model/{model}/invoke` or `/model/{model}/invoke-with-response-stream`, its model as written.
record InvokePath(String model, boolean stream) {
    private static final Pattern FORM = Pattern.compile("/model/(.+)/invoke(-with-response-stream)?", Pattern.DOTALL);

    static Optional<InvokePath> parse(String path) {
        Matcher match = FORM.matcher(path);
        return match.matches() ? Optional.of(new InvokePath(match.group(1), match.group(2) != null)) : Optional.empty();
    }
}
