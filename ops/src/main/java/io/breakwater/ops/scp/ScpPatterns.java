package io.breakwater.ops.scp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/// The `*` and `?` of policies, and elements that are one value or a list of them.
final class ScpPatterns {

    private ScpPatterns() {}

    /// Whether an action matches one of the patterns, without regard to case.
    static ThreeValued anyAction(JsonNode patterns, String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        return ThreeValued.of(
                values(patterns).stream().anyMatch(pattern -> fits(pattern.toLowerCase(Locale.ROOT), lower)));
    }

    /// Whether a text matches one of the patterns. A pattern with a policy variable, such as
    /// `${aws:PrincipalTag/team}`, may match anything.
    static ThreeValued any(JsonNode patterns, String text, BiPredicate<String, String> fits) {
        if (values(patterns).stream().anyMatch(pattern -> fits.test(pattern, text))) {
            return ThreeValued.YES;
        }
        return values(patterns).stream().anyMatch(pattern -> pattern.contains("${"))
                ? ThreeValued.MAYBE
                : ThreeValued.NO;
    }

    static boolean fits(String pattern, String text) {
        return io.breakwater.iam.Wildcards.fits(pattern, text);
    }

    /// The values of an element, which may be a single one.
    static List<String> values(JsonNode element) {
        List<String> values = new ArrayList<>();
        if (element.isArray()) {
            element.forEach(value -> values.add(value.asText()));
        } else if (!element.isMissingNode()) {
            values.add(element.asText());
        }
        return values;
    }
}
