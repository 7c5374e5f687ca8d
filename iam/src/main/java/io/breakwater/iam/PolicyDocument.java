package io.breakwater.iam;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.iam.Decision.DecidingStatement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A policy document, ready to be evaluated.
///
/// @param name the owner of the policy, for people
public record PolicyDocument(PolicyKind kind, String name, List<Statement> statements) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /// @throws UnevaluatedException if the text is not JSON, or has an operator, a condition key, a
    /// principal or a policy variable that is unknown here
    public static PolicyDocument of(PolicyKind kind, String name, String document) {
        try {
            List<JsonNode> statements = Elements.nodes(JSON.readTree(document).path("Statement"));
            return new PolicyDocument(
                    kind,
                    name,
                    IntStream.range(0, statements.size())
                            .mapToObj(number -> Statement.of(kind, number, statements.get(number)))
                            .toList());
        } catch (UnevaluatedException unknown) {
            throw new UnevaluatedException(name + ": " + unknown.getMessage());
        } catch (JacksonException malformed) {
            throw new UnevaluatedException(name + " is no JSON: " + malformed.getOriginalMessage());
        }
    }

    /// The statement that allows a call, or denies it.
    Optional<DecidingStatement> first(boolean allowing, IamCall call, Predicate<Principals> named) {
        return statements.stream()
                .filter(statement -> statement.allows() == allowing)
                .filter(statement -> named.test(statement.principals()))
                .filter(statement -> statement.about(call))
                .findFirst()
                .map(statement -> new DecidingStatement(kind, name, statement.name()));
    }
}
