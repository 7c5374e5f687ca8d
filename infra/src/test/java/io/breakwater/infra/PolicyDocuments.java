package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.iam.DocumentKind;
import io.breakwater.infra.Templates.Found;
import java.util.Map;
import java.util.stream.Stream;

/// Every policy document of a resource, at any depth.
final class PolicyDocuments {
    private static final Map<String, DocumentKind> KINDS = Map.of(
            "AWS::IAM::Policy", DocumentKind.INLINE,
            "AWS::IAM::ManagedPolicy", DocumentKind.MANAGED,
            "AWS::IAM::Role", DocumentKind.INLINE);

    private PolicyDocuments() {}

    /// @param json the document with all values filled in
    record Document(Found in, DocumentKind kind, String json) {
        @Override
        public String toString() {
            return kind + " of " + in;
        }
    }

    static Stream<Document> all(Synthesised environment) {
        return Templates.all(environment).flatMap(found -> {
            Intrinsics intrinsics = Intrinsics.of(environment, found.stack());
            return below(found, "", found.properties())
                    .map(at -> new Document(
                            found, at.kind(), intrinsics.resolved(at.document()).toString()));
        });
    }

    private record At(DocumentKind kind, JsonNode document) {}

    /// A document is recognised by its `Statement`, and its kind by its place.
    private static Stream<At> below(Found found, String member, JsonNode node) {
        if (node.path("Statement").isArray()) {
            return Stream.of(new At(kind(found, member), node));
        }
        return node.isArray()
                ? Templates.stream(node).flatMap(item -> below(found, member, item))
                : node.properties().stream().flatMap(each -> below(found, each.getKey(), each.getValue()));
    }

    private static DocumentKind kind(Found found, String member) {
        return member.equals("AssumeRolePolicyDocument")
                ? DocumentKind.TRUST
                : KINDS.getOrDefault(found.type(), DocumentKind.RESOURCE);
    }
}
