package io.breakwater.ops.doctor;

import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a quota of cross-Region inference as Service Quotas spells it, taken apart ("Amazon Bedrock
/// endpoints and quotas", AWS General Reference, has two spellings).
///
/// @param global whether it is for global profiles, whose calls count separately
/// @param tokens whether it counts tokens; if not, requests
/// @param model the model's name, with its maker's and without a version of 1
record QuotaName(boolean global, boolean tokens, String model) {
    private static final Pattern FORM = Pattern.compile(
            "(global )?cross-region (?:model inference|invokemodel) (tokens|requests) per minute for (.+)");

    /// Empty for a quota of something else.
    static Optional<QuotaName> of(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT).strip());
        return matcher.matches()
                ? Optional.of(new QuotaName(
                        matcher.group(1) != null,
                        matcher.group(2).equals("tokens"),
                        matcher.group(3).replaceFirst(" v1$", "")))
                : Optional.empty();
    }

    /// Whether calls through this profile count against it.
    boolean counts(Profile profile) {
        String name = profile.model().name().toLowerCase(Locale.ROOT);
        return profile.geography() != Geography.REGION
                && global == (profile.geography() == Geography.GLOBAL)
                && (model.equals(name) || model.endsWith(" " + name));
    }
}
