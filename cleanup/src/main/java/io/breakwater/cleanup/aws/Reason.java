package io.breakwater.cleanup.aws;

import software.amazon.awssdk.core.exception.SdkException;

/// The message of an error of AWS, on one line and without the parts that are only for AWS's support.
final class Reason {

    private Reason() {}

    static String of(SdkException refused) {
        String message = String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
        return message.replaceAll(" ?\\(Service: [^)]*\\)", "").replaceAll(" ?\\(SDK Attempt Count: [^)]*\\)", "");
    }
}
