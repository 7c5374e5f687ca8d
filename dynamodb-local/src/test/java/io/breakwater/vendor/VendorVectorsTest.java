package io.breakwater.vendor;

import io.breakwater.dynamo.DynamoCalls;
import io.breakwater.dynamo.DynamoVectors;

/// The vendor's engine passes the vectors that this project's interpreter passes.
class VendorVectorsTest extends DynamoVectors {

    @Override
    protected DynamoCalls dynamo() {
        return DynamoCalls.to(VendorServer.SHARED.endpoint());
    }
}
