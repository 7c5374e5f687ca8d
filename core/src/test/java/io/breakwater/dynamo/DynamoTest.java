package io.breakwater.dynamo;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The interpreter of DynamoDB's expressions passes the vectors.
class DynamoTest extends DynamoVectors {
    private static DynamoPort server;

    @BeforeAll
    static void start() throws Exception {
        server = DynamoPort.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected DynamoCalls dynamo() {
        return DynamoCalls.to(server.endpoint());
    }
}
