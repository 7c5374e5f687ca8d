package io.breakwater.iam;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// IAM's objections to a policy document when it is saved, or passed to `AssumeRole` ("Grammar of the
/// IAM JSON policy language", "IAM JSON policy elements: Resource", IAM User Guide).
public final class Grammar {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final String VERSION = "2012-10-17";

    private Grammar() {}

    /// All faults of a document, each with its place; empty if IAM accepts it.
    public static List<String> faults(DocumentKind kind, String text) {
        List<String> faults = new ArrayList<>();
        int size = size(text);
        if (size > kind.longest()) {
            faults.add("%d characters, and %d are the most".formatted(size, kind.longest()));
        }
        try {
            document(kind, JSON.readTree(text), faults);
        } catch (JacksonException malformed) {
            faults.add("no JSON: " + malformed.getOriginalMessage());
        }
        return List.copyOf(faults);
    }

    /// A document's size as IAM counts it: without white space.
    public static int size(String text) {
        return text.replaceAll("\\s", "").length();
    }

    private static void document(DocumentKind kind, JsonNode document, List<String> faults) {
        List<String> unknown = Elements.unknown(document, ELEMENTS);
        if (!unknown.isEmpty()) {
            faults.add("unknown elements " + unknown);
        }
        if (!document.path("Version").asText().equals(VERSION)) {
            faults.add("Version must be " + VERSION);
        }
        List<JsonNode> statements = Elements.nodes(document.path("Statement"));
        if (statements.isEmpty()) {
            faults.add("no Statement");
        }
        for (int index = 0; index < statements.size(); index++) {
            String where = "Statement " + index + ": ";
            new StatementGrammar(kind, statements.get(index)).faults().forEach(fault -> faults.add(where + fault));
        }
        ids(statements, faults);
    }

    private static void ids(List<JsonNode> statements, List<String> faults) {
        Set<String> seen = new TreeSet<>();
        statements.stream()
                .filter(one -> one.has("Sid"))
                .map(one -> one.path("Sid").asText())
                .forEach(id -> {
                    if (!id.matches("[0-9A-Za-z]*") || !seen.add(id)) {
                        faults.add("Sid " + id + " is not letters and digits, or stands twice");
                    }
                });
    }
}
