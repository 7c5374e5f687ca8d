package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers that a schema's bounds allow: the least one, or else the largest, or else 1.
final class SampleNumber {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private SampleNumber() {}

    static long whole(JsonNode schema) {
        return onStep(schema, bounded(schema, BigDecimal.ONE)).longValue();
    }

    static BigDecimal decimal(JsonNode schema) {
        return onStep(schema, bounded(schema, HALF));
    }

    /// @param beyond the distance from an exclusive bound
    private static BigDecimal bounded(JsonNode schema, BigDecimal beyond) {
        if (schema.path("minimum").isNumber()) {
            return schema.path("minimum").decimalValue();
        }
        if (schema.path("exclusiveMinimum").isNumber()) {
            return schema.path("exclusiveMinimum").decimalValue().add(beyond);
        }
        if (schema.path("maximum").isNumber()) {
            return schema.path("maximum").decimalValue();
        }
        return schema.path("exclusiveMaximum").isNumber()
                ? schema.path("exclusiveMaximum").decimalValue().subtract(beyond)
                : BigDecimal.ONE;
    }

    /// The next multiple at or above a value.
    private static BigDecimal onStep(JsonNode schema, BigDecimal value) {
        JsonNode step = schema.path("multipleOf");
        return step.isNumber() && step.decimalValue().signum() > 0
                ? value.divide(step.decimalValue(), 0, RoundingMode.CEILING).multiply(step.decimalValue())
                : value;
    }
}
