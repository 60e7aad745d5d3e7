"""The provider of the simulation as its contract tells it: things that can be cancelled, closed, paid and noted."""

from functools import cache

from runbook.diagnostics.source import Source
from runbook.providers.contract import Contract
from tests.language.linked import imported

DEPOT = """
openapi: 3.1.0
info: { title: Depot, version: "1" }
x-runbook: { name: depot }
servers: [ { url: "https://depot.example", x-runbook: { environment: stage, production: false } } ]
paths:
  /things/{id}:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    get:
      operationId: look
      x-runbook: { error_message: /message }
      responses:
        "200": { $ref: "#/components/responses/thing" }
        "404": { $ref: "#/components/responses/missing" }
    delete:
      operationId: remove
      x-runbook: { effect: irreversible, error_message: /message, grace: 8 }
      responses:
        "204": { description: Removed }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /things/{id}/withdraw:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    post:
      operationId: withdraw
      x-runbook: { effect: irreversible, error_message: /message, grace: 8 }
      responses:
        "200": { $ref: "#/components/responses/perhaps" }
        "202": { $ref: "#/components/responses/accepted" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /things/{id}/halt:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    post:
      operationId: halt
      x-runbook:
        effect: irreversible
        error_message: /message
        grace: 8
        nothing_happened: response.body.status == 'ABORT'
      responses:
        "200": { $ref: "#/components/responses/word" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /things/{id}/cancel:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    post:
      operationId: cancel
      x-runbook: { effect: irreversible, error_message: /message, grace: 8 }
      responses:
        "200": { $ref: "#/components/responses/done" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /things/{id}/close:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    post:
      operationId: close
      x-runbook:
        effect: irreversible
        error_message: /message
        verify: { call: look, with: { id: "{{ arguments.id }}" }, holds: response.body.close }
      responses:
        "200": { $ref: "#/components/responses/done" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /things/{id}/pay:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    post:
      operationId: pay
      x-runbook: { effect: irreversible, moves_money: true, error_message: /message, grace: 4 }
      responses:
        "200": { $ref: "#/components/responses/done" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /things/{id}/note:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    put:
      operationId: note
      x-runbook: { effect: write, error_message: /message, grace: 3 }
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [words], properties: { words: { type: string } } }
      responses:
        "200": { $ref: "#/components/responses/done" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
  /batches/{id}:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    get:
      operationId: look_at_batch
      x-runbook: { error_message: /message }
      responses:
        "200": { $ref: "#/components/responses/thing" }
  /batches/{id}/cancel:
    parameters: [ { $ref: "#/components/parameters/id" } ]
    post:
      operationId: cancel_many
      x-runbook: { effect: irreversible, error_message: /message, grace: 8 }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [things]
              properties: { things: { type: array, items: { type: string } } }
      responses:
        "200": { $ref: "#/components/responses/done" }
        "207": { $ref: "#/components/responses/some" }
        "404": { $ref: "#/components/responses/missing" }
        "409": { $ref: "#/components/responses/busy" }
        "422": { $ref: "#/components/responses/refused" }
components:
  parameters:
    id: { name: id, in: path, required: true, schema: { type: string } }
  responses:
    done:
      description: Done
      content:
        application/json:
          schema: { type: object, required: [next], properties: { next: { type: string } } }
    perhaps:
      description: It was withdrawn, or it was not
      content:
        application/json:
          schema: { type: object, required: [success], properties: { success: { type: boolean } } }
    accepted:
      description: It may be withdrawn later
      content: { application/json: { schema: { type: object } } }
    word:
      description: What became of it
      content:
        application/json:
          schema:
            type: object
            required: [status]
            properties: { status: { type: string, enum: [DONE, ABORT, PENDING] } }
    some:
      description: Some of them
      content:
        application/json:
          schema:
            type: object
            required: [results]
            properties:
              results:
                type: array
                items:
                  type: object
                  required: [id, status]
                  properties: { id: { type: string }, status: { type: integer } }
    thing:
      description: How it stands
      content:
        application/json:
          schema:
            type: object
            required: [cancel, close, pay, note, cancel_many, withdraw, halt, over]
            properties:
              over: { type: boolean }
              withdraw: { type: boolean }
              halt: { type: boolean }
              cancel: { type: boolean }
              close: { type: boolean }
              pay: { type: boolean }
              note: { type: boolean }
              cancel_many: { type: boolean }
    missing:
      description: No such thing
      content: { application/json: { schema: { $ref: "#/components/schemas/problem" } } }
    busy:
      description: Busy
      content: { application/json: { schema: { $ref: "#/components/schemas/problem" } } }
    refused:
      description: It cannot be done
      content:
        application/json:
          schema: { $ref: "#/components/schemas/problem" }
          examples:
            late: { value: { message: Too late. } }
            gone: { value: { message: Already gone. } }
  schemas:
    problem: { type: object, properties: { message: { type: string } } }
"""

SERVER = "https://depot.example"


@cache
def depot() -> Contract:
    """The contract, imported once."""
    return imported(Source("depot.yaml", DEPOT), "depot")
