package io.breakwater.iam;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is wrong with a `Resource`.
///
/// Its service takes no wildcard, and an IAM ARN names its kind ("IAM JSON policy elements: Resource" and "IAM
/// identifiers", IAM User Guide): `Resource vendor must be fully qualified and cannot contain regexes`.
final class ResourceGrammar {
    private static final int PARTS = 6;
    private static final Set<String> IAM_KINDS = Set.of(
            "user",
            "role",
            "group",
            "policy",
            "instance-profile",
            "mfa",
            "server-certificate",
            "saml-provider",
            "oidc-provider");

    private ResourceGrammar() {}

    static List<String> faults(String resource) {
        if (resource.equals("*")) {
            return List.of();
        }
        String[] parts = resource.split(":", PARTS);
        if (parts.length < PARTS || !parts[0].equals("arn")) {
            return List.of("Resource " + resource + " must be * or an ARN of six parts");
        }
        return Stream.of(segments(parts), parts[2].equals("iam") ? iam(parts) : Optional.<String>empty(), s3(parts))
                .flatMap(Optional::stream)
                .map(fault -> "Resource " + resource + " " + fault)
                .toList();
    }

    private static Optional<String> segments(String[] parts) {
        if (!parts[1].matches("aws(-[a-z-]+)?")) {
            return Optional.of("has no partition such as aws");
        }
        if (!parts[2].matches("[a-z0-9-]+")) {
            return Optional.of("must name its service: no wildcard is taken there");
        }
        return parts[4].matches("|\\*|aws|[0-9]{12}") ? Optional.empty() : Optional.of("has no account, or *");
    }

    private static Optional<String> iam(String[] parts) {
        String kind = parts[5].replaceFirst("/.*", "");
        if (!parts[3].isEmpty()) {
            return Optional.of("has a Region, and IAM has none");
        }
        return parts[5].equals("*") || (parts[5].contains("/") && IAM_KINDS.contains(kind))
                ? Optional.empty()
                : Optional.of("must name its kind, as in role/NAME");
    }

    private static Optional<String> s3(String[] parts) {
        return parts[2].equals("s3") && !(parts[3].isEmpty() && parts[4].isEmpty())
                ? Optional.of("has a Region or an account, and buckets have none")
                : Optional.empty();
    }
}
