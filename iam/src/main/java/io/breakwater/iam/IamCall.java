package io.breakwater.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A call as IAM judges it.
///
/// @param action such as `dynamodb:GetItem`
/// @param resource the ARN of its resource, or `*` if there is none
/// @param context the condition keys of the call, in lower case; any other is absent
public record IamCall(String action, String resource, Map<String, List<String>> context) {
    private static final int ACCOUNT = 4;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{12}");

    public IamCall {
        context = Map.copyOf(context);
    }

    public IamCall(String action, String resource) {
        this(action, resource, Map.of());
    }

    /// The same call with one more condition key.
    public IamCall with(String key, String... values) {
        Map<String, List<String>> more = new HashMap<>(context);
        more.put(key.toLowerCase(Locale.ROOT), List.of(values));
        return new IamCall(action, resource, more);
    }

    Optional<List<String>> values(String key) {
        return Optional.ofNullable(context.get(key.toLowerCase(Locale.ROOT)));
    }

    /// The account of its resource; empty if the ARN has none, like those of S3 and of Bedrock's own
    /// models.
    Optional<String> account() {
        String[] segments = resource.split(":", -1);
        return segments.length > ACCOUNT && DIGITS.matcher(segments[ACCOUNT]).matches()
                ? Optional.of(segments[ACCOUNT])
                : Optional.empty();
    }

    @Override
    public String toString() {
        return action + " on " + resource + (context.isEmpty() ? "" : " with " + new TreeMap<>(context));
    }
}
