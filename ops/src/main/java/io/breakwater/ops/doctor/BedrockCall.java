package io.breakwater.ops.doctor;

import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.ops.scp.DeniableCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A call as which IAM authorizes a request to a profile: one on the profile itself in the Region where
/// it is called, and one on the model in every Region that may answer.
///
/// @param region the Region; IAM sees `unspecified` for a global profile
record BedrockCall(Profile profile, String region, DeniableCall call) {
    private static final List<String> ACTIONS = List.of("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream");

    static List<BedrockCall> all(List<Profile> profiles, CheckedPlace place, String role) {
        List<BedrockCall> calls = new ArrayList<>();
        for (Profile profile : profiles) {
            for (String action : ACTIONS) {
                if (profile.geography() != Geography.REGION) {
                    calls.add(onProfile(action, profile, place, role));
                }
                regions(profile, place.region()).forEach(region -> calls.add(of(action, profile, region, place, role)));
            }
        }
        return calls;
    }

    private static BedrockCall onProfile(String action, Profile profile, CheckedPlace place, String role) {
        String region = place.region().value();
        return new BedrockCall(
                profile,
                region,
                new DeniableCall(action, profileArns(profile, place), context(profile, region, place, role)));
    }

    private static Stream<String> regions(Profile profile, Region source) {
        List<Region> destinations = profile.destinations().getOrDefault(source, List.of());
        return destinations.isEmpty()
                ? Stream.of(source.value(), "unspecified")
                : destinations.stream().map(Region::value);
    }

    private static BedrockCall of(String action, Profile profile, String region, CheckedPlace place, String role) {
        String model = "arn:aws:bedrock:%s::foundation-model/%s"
                .formatted(
                        region.equals("unspecified") ? "" : region,
                        profile.model().id());
        return new BedrockCall(
                profile, region, new DeniableCall(action, List.of(model), context(profile, region, place, role)));
    }

    private static Map<String, List<String>> context(Profile profile, String region, CheckedPlace place, String role) {
        Map<String, List<String>> context = new TreeMap<>(Map.of(
                "aws:RequestedRegion", List.of(region),
                "aws:PrincipalArn", List.of(role),
                "aws:PrincipalAccount", List.of(place.account().value())));
        if (profile.geography() != Geography.REGION) {
            context.put("bedrock:InferenceProfileArn", profileArns(profile, place));
        }
        return context;
    }

    /// The profile's possible ARNs. Calls go through a copy of the profile, whose id is unknown before
    /// it is made; AWS does not say which of the two a policy sees.
    private static List<String> profileArns(Profile profile, CheckedPlace place) {
        String here = "arn:aws:bedrock:" + place.region() + ":" + place.account();
        return List.of(here + ":inference-profile/" + profile.id(), here + ":application-inference-profile/copy");
    }
}
