/// <reference types="vite/client" />

declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<object, object, unknown>;
  export default component;
}

/** Whom a further measure was taken against: the generated `BulletinTotals` does not bring it. */
interface Further {
  persons?: number;
  units?: number;
}
