package io.breakwater.simulated.bedrock.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The refusals of an account that Bedrock returns as a ValidationException (400), as quoted in public
/// reports.
///
/// The list is open: a fault can give any other text as its `message`.
public enum AccountRefusal {
    OPERATION_NOT_ALLOWED("operation-not-allowed", "Operation not allowed"),
    NOT_AUTHORIZED("not-authorized", "Your account is not authorized to invoke this API operation."),
    DATA_RETENTION("data-retention", "The data retention mode default is not available for this model."),
    UNSUPPORTED_COUNTRY(
            "unsupported-country",
            "Access to this model is not allowed from unsupported countries, regions, or territories."),
    ON_DEMAND(
            "on-demand",
            "Invocation of this model ID with on-demand throughput isn’t supported. Retry your request with the ID or "
                    + "ARN of an inference profile that contains this model."),
    INVALID_MODEL_IDENTIFIER("invalid-model-identifier", "The provided model identifier is invalid.");

    private final String wireName;
    private final String message;

    AccountRefusal(String wireName, String message) {
        this.wireName = wireName;
        this.message = message;
    }

    public String wireName() {
        return wireName;
    }

    public String message() {
        return message;
    }

    static Optional<AccountRefusal> named(String wireName) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.wireName.equals(wireName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(AccountRefusal::wireName).collect(Collectors.joining(", "));
    }
}
