package io.breakwater.ops.scp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.ops.probe.Probe.ControlPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The `Deny` statements over an account.
public final class ScpPolicies {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Statement> statements;

    private record Statement(String policy, DenyStatement deny) {}

    private ScpPolicies(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /// @throws JacksonException if a policy is not JSON: AWS stores no such policy
    public static ScpPolicies of(List<ControlPolicy> policies) throws JacksonException {
        List<Statement> statements = new ArrayList<>();
        for (ControlPolicy policy : policies) {
            JsonNode all = JSON.readTree(policy.content()).path("Statement");
            String name = policy.name() + " (" + policy.id() + ")";
            (all.isArray() ? stream(all) : Stream.of(all))
                    .filter(statement -> statement.path("Effect").asText().equals("Deny"))
                    .forEach(statement -> statements.add(new Statement(name, new DenyStatement(statement))));
        }
        return new ScpPolicies(statements);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }

    /// The statement that denies a call: a certain one, else a possible one.
    public Optional<ScpDenial> against(DeniableCall call) {
        return strongest(call, ThreeValued.YES).or(() -> strongest(call, ThreeValued.MAYBE));
    }

    private Optional<ScpDenial> strongest(DeniableCall call, ThreeValued wanted) {
        return statements.stream()
                .filter(statement -> statement.deny().denies(call) == wanted)
                .findFirst()
                .map(statement ->
                        new ScpDenial(statement.policy(), statement.deny().name(), wanted == ThreeValued.YES));
    }
}
