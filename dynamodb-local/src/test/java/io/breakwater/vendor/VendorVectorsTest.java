package io.breakwater.vendor;

import io.breakwater.dynamo.DynamoCalls;
import io.breakwater.dynamo.DynamoVectors;

/// The vendor's engine holds what this project's interpreter holds.
class VendorVectorsTest extends DynamoVectors {

    @Override
    protected DynamoCalls dynamo() {
        return DynamoCalls.to(VendorServer.SHARED.endpoint());
    }
}
