package io.breakwater.cleanup.aws;

import software.amazon.awssdk.core.exception.SdkException;

/// What AWS said, on one line and without what only AWS's support can read.
final class Reason {

    private Reason() {}

    static String of(SdkException refused) {
        String message = String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
        return message.replaceAll(" ?\\(Service: [^)]*\\)", "").replaceAll(" ?\\(SDK Attempt Count: [^)]*\\)", "");
    }
}
