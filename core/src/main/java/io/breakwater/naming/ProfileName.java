package io.breakwater.naming;

import io.breakwater.settings.ProfileUse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of an application inference profile: at most 64 letters, digits and single hyphens
/// ("AWS::Bedrock::ApplicationInferenceProfile", AWS CloudFormation Template Reference). It changes with what the
/// profile copies, as CloudFormation replaces the profile then and two of one name cannot live side by side.
public final class ProfileName {
    private static final int LONGEST = 64;
    private static final int HASH = 8;
    private static final Pattern OTHERS = Pattern.compile("[^0-9a-zA-Z]+");

    private ProfileName() {}

    /// By this name the router finds what Bedrock has made, since ids are generated.
    public static String of(Naming naming, ProfileUse use) {
        return of(naming, use.label());
    }

    /// @param label of a use
    public static String of(Naming naming, String label) {
        String whole = OTHERS.matcher(naming.resource(label)).replaceAll("-");
        return whole.length() <= LONGEST ? whole : shortened(whole);
    }

    /// Cut, with a hash of the whole in place of what is lost.
    private static String shortened(String whole) {
        String hash = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, HASH);
        return whole.substring(0, LONGEST - HASH - 1).replaceAll("-+$", "") + "-" + hash;
    }
}
