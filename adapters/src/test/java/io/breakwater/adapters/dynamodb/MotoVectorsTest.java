package io.breakwater.adapters.dynamodb;

import io.breakwater.dynamo.DynamoCalls;
import io.breakwater.dynamo.DynamoVectors;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// moto agrees with the vectors on whatever DynamoDB accepts, one write after another. It differs in
/// what DynamoDB refuses: it accepts some malformed requests and fails at others. Of concurrent writers
/// it lets more through than the condition allows: 103 were admitted instead of 100.
@EnabledIfEnvironmentVariable(
        named = MotoServer.PYTHON,
        matches = ".+",
        disabledReason = "scripts/verify moto runs it, and CI where Python has moto[server]")
class MotoVectorsTest extends DynamoVectors {
    /// Claims for which moto answers 500 and a page of HTML.
    private static final Set<String> FAILED_AT = Set.of(
            "a number is not less than a text",
            "what does not end is refused",
            "a comparison without a value is refused",
            "a function that is not known is refused",
            "a value that is not given is refused",
            "a name that is not given is refused");

    /// Claims for which DynamoDB answers ValidationException and moto either writes or says that the
    /// condition does not hold. For ADD with a text, only the exception's message differs.
    private static final Set<String> TAKEN = Set.of(
            LARGEST_ITEM,
            "a lower bound above the upper one is refused",
            "ADD of a text is refused",
            "a sum has 38 digits at most",
            "an empty set is no value");

    @Override
    protected DynamoCalls dynamo() {
        return DynamoCalls.to(MotoServer.endpoint());
    }

    @Override
    protected Set<String> notHeld() {
        return Stream.of(FAILED_AT, TAKEN, Set.of(ONE_AT_A_TIME))
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
